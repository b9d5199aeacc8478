// mcp-server's real app, wired as its main.ts does it, before the airtable-gateway that a test gives it.
import { createPeer } from "#kit/http-client.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createApp } from "../../services/mcp-server/src/app.ts";
import { serviceName } from "../../services/mcp-server/src/config.ts";
import { serviceKey } from "../keys.ts";
import { type RunningApp, limit, runApp, silentLog } from "./running-app.ts";

export async function runMcpServer(airtableGatewayUrl: string): Promise<RunningApp> {
  const gateway = createPeer({ name: "airtable-gateway", url: airtableGatewayUrl, apiKey: serviceKey });
  const app = createApp({
    version: "0.0.0",
    log: silentLog(serviceName),
    metrics: createMetrics(serviceName),
    gateway,
    apiKey: serviceKey,
    corsOrigins: [],
    allowedHosts: [],
    limit,
  });
  return runApp(app, gateway.close);
}
