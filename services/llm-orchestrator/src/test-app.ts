// llm-orchestrator's real app on a free port, over a real Redis and a stand-in mcp-server, for tests.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPeer } from "#kit/http-client.ts";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { pingRedis } from "#kit/redis.ts";
import { startTestRedis } from "#kit/test-redis.ts";
import type { Answerer } from "./answerer.ts";
import { createApp } from "./app.ts";
import { planAnswer } from "./planner/planner.ts";
import { createSessions } from "./sessions.ts";
import { startTestMcpServer } from "./test-mcp-server.ts";
import { openToolBox } from "./tool-box.ts";
import { countToolCalls } from "./tool-use.ts";

const apiKey = "a-service-key-for-tests";

interface Sending {
  readonly user?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

/** Sends with the service key: POST with a body, else GET; `user` is whom the caller speaks for. */
const sender =
  (url: string) =>
  (path: string, { user, body, headers, method }: Sending = {}) =>
    fetch(url + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        "x-api-key": apiKey,
        "content-type": "application/json",
        ...(user ? { "x-user-id": user } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });

/** The app, its neighbours, and a caller that shows the service key. */
export async function startApp(answer: Answerer = planAnswer) {
  const [mcp, redis] = await Promise.all([startTestMcpServer(), startTestRedis()]);
  const peer = createPeer({ name: "mcp-server", url: mcp.url, apiKey });
  const metrics = createMetrics("llm-orchestrator");
  const app = createApp({
    version: "0.0.0",
    log: createLog({ service: "llm-orchestrator", level: "silent" }),
    metrics,
    redis: redis.redis,
    checks: {
      redis: { required: true, check: () => pingRedis(redis.redis) },
      "mcp-server": { required: true, check: peer.ping },
    },
    apiKey,
    corsOrigins: [],
    limit: { max: 1000, windowSeconds: 60 },
    sessions: createSessions(redis.redis, 3600),
    answer,
    openToolBox: (context) => openToolBox({ mcpServerUrl: mcp.url, apiKey, version: "0.0.0" }, context),
    onToolCall: countToolCalls(metrics.registry),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    mcp,
    redis: redis.redis,
    send: sender(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([peer.close(), mcp[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()]);
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof startApp>>;
