// mcp-server's real app on a free port, in front of a stand-in gateway, for tests.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPeer } from "#kit/http-client.ts";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createApp } from "./app.ts";
import { startTestGateway, type Asked, type GatewayReply } from "./test-gateway.ts";

export const apiKey = "a-service-key-for-tests";

/** The app and a caller that shows the service key. */
export async function startApp(answer: (asked: Asked) => GatewayReply, allowedHosts: readonly string[] = []) {
  const gateway = await startTestGateway(answer);
  const peer = createPeer({ name: "airtable-gateway", url: gateway.url, apiKey });
  const app = createApp({
    version: "0.0.0",
    log: createLog({ service: "mcp-server", level: "silent" }),
    metrics: createMetrics("mcp-server"),
    gateway: peer,
    apiKey,
    corsOrigins: ["http://localhost:3000"],
    allowedHosts,
    limit: { max: 1000, windowSeconds: 60 },
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked: gateway.asked,
    endGateway: () => gateway[Symbol.asyncDispose](),
    send: (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method: body === undefined ? "GET" : "POST",
        headers: { "x-api-key": apiKey, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await peer.close();
      await gateway[Symbol.asyncDispose]();
    },
  };
}
