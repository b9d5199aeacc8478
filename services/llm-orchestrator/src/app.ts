// llm-orchestrator's Express app: chat, tools and sessions, all behind the service key.
import type { Dependency } from "#kit/health.ts";
import type { Log } from "#kit/log.ts";
import type { Metrics } from "#kit/metrics.ts";
import { requireServiceKey } from "#kit/require-service-key.ts";
import { noStore } from "#kit/security-headers.ts";
import { createServiceApp } from "#kit/service-app.ts";
import { type Express, Router } from "express";
import type { Redis } from "ioredis";
import { serviceName } from "./config.ts";
import type { Dependencies } from "./dependencies.ts";
import { chatRoutes } from "./routes/chat.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { toolRoutes } from "./routes/tools.ts";

export interface AppOptions extends Dependencies {
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly redis: Redis;
  /** redis and mcp-server are required; the model, where there is one, is not. */
  readonly checks: Readonly<Record<string, Dependency>>;
  readonly apiKey: string;
  readonly corsOrigins: readonly string[];
  readonly limit: { readonly max: number; readonly windowSeconds: number };
}

export function createApp(options: AppOptions): Express {
  const { version, log, metrics, redis, checks, apiKey, corsOrigins, limit } = options;
  const routes = Router();
  routes.use(["/chat", "/tools", "/execute-tool", "/sessions"], requireServiceKey, noStore);
  routes.use(chatRoutes(options), toolRoutes(options), sessionRoutes(options));
  return createServiceApp({
    service: serviceName,
    version,
    log,
    metrics,
    dependencies: checks,
    apiKey,
    corsOrigins,
    limit,
    redis,
    routes,
  });
}
