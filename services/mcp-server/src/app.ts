// Airtable as MCP tools: the common chain, then the tools' two doors, both behind the service key.
import type { Peer } from "#kit/http-client.ts";
import { jsonBody } from "#kit/json-body.ts";
import type { Log } from "#kit/log.ts";
import type { Metrics } from "#kit/metrics.ts";
import { requireServiceKey } from "#kit/require-service-key.ts";
import { createServiceApp } from "#kit/service-app.ts";
import { type Express, Router } from "express";
import { serviceName } from "./config.ts";
import { originGuard } from "./origin-guard.ts";
import { mcpRoutes } from "./routes/mcp.ts";
import { toolRoutes } from "./routes/tools.ts";
import { countToolCalls } from "./tool-metrics.ts";

export interface AppDependencies {
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly gateway: Peer;
  readonly apiKey: string;
  readonly corsOrigins: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly limit: { readonly max: number; readonly windowSeconds: number };
}

export function createApp(dependencies: AppDependencies): Express {
  const { version, log, metrics, gateway, apiKey, corsOrigins, allowedHosts, limit } = dependencies;
  const onCall = countToolCalls(metrics.registry);
  const routes = Router();
  routes.use(["/mcp", "/tools"], requireServiceKey, originGuard({ corsOrigins, allowedHosts }), jsonBody());
  routes.use(mcpRoutes({ version, log, gateway, onCall }), toolRoutes({ gateway, onCall }));
  return createServiceApp({
    service: serviceName,
    version,
    log,
    metrics,
    dependencies: { "airtable-gateway": { required: true, check: gateway.ping } },
    apiKey,
    corsOrigins,
    limit,
    redis: undefined,
    routes,
  });
}
