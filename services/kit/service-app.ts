// The chain that every request to every service goes through, in one order.
import cors from "cors";
import express, { type Express, type Router } from "express";
import type { Redis } from "ioredis";
import { measureDatastores } from "./dependency-metrics.ts";
import { type Dependency, healthRoutes } from "./health.ts";
import { wellFormedRequest } from "./http-server.ts";
import type { Log } from "./log.ts";
import { requestLog } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { notFound, problemHandler } from "./problem.ts";
import { rateLimit } from "./rate-limit.ts";
import { requestContext } from "./request-context.ts";
import { resource } from "./resource.ts";
import { securityHeaders } from "./security-headers.ts";

export interface ServiceAppOptions {
  readonly service: string;
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly dependencies: Readonly<Record<string, Dependency>>;
  readonly apiKey: string;
  readonly corsOrigins: readonly string[];
  readonly limit: { readonly max: number; readonly windowSeconds: number };
  /** Shares the limits between replicas; undefined for a service without Redis. */
  readonly redis: Redis | undefined;
  /** Routes that no limit counts, for those who watch the service's health. */
  readonly unlimited?: Router;
  /** The service's own routes, mounted after the common chain. */
  readonly routes: Router;
}

/**
 * Identity, log, metrics, headers, form, CORS, health, limits, routes, 404, problems. Pure: it listens on nothing.
 * Health and metrics come before the limit, so that a flood does not make a service look ill.
 */
export function createServiceApp(options: ServiceAppOptions): Express {
  const { service, log, metrics, redis } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "extended");
  app.use(requestContext(options.apiKey), requestLog(log), metrics.middleware, securityHeaders());
  app.use(wellFormedRequest);
  if (options.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: [...options.corsOrigins],
        credentials: true,
        exposedHeaders: ["X-Request-Id"],
        maxAge: 600,
      }),
    );
  }
  app.use(healthRoutes(options));
  measureDatastores(metrics.registry, options.dependencies);
  resource(app, "/metrics", { get: metrics.endpoint });
  if (options.unlimited) app.use(options.unlimited);
  app.use(
    rateLimit({
      limit: { name: service, ...options.limit },
      redis,
      onLimited: metrics.onLimited(service),
    }),
  );
  app.use(options.routes, notFound);
  app.use(problemHandler(log));
  return app;
}
