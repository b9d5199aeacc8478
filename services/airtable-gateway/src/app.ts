// airtable-gateway's Express app: the Airtable Web API behind one door.
import { type Express, Router } from "express";
import type { Redis } from "ioredis";
import type { Peer } from "#kit/http-client.ts";
import type { Metrics } from "#kit/metrics.ts";
import { pingRedis } from "#kit/redis.ts";
import { rememberCheck } from "#kit/remember-check.ts";
import { noStore } from "#kit/security-headers.ts";
import { createServiceApp } from "#kit/service-app.ts";
import { version } from "#kit/version.ts";
import { authenticate } from "./authenticate.ts";
import type { Dependencies } from "./dependencies.ts";
import { basesRoutes } from "./routes/bases.ts";
import { recordRoutes } from "./routes/record.ts";
import { recordsRoutes } from "./routes/records.ts";
import { tablesRoutes } from "./routes/tables.ts";

export interface AppOptions extends Dependencies {
  readonly serviceMetrics: Metrics;
  readonly redis: Redis | undefined;
  readonly platform: Peer;
  readonly apiKey: string;
  readonly airtableToken: string;
  readonly corsOrigins: readonly string[];
  readonly limit: { readonly max: number; readonly windowSeconds: number };
}

export const service = "airtable-gateway";

function dependencyChecks({ redis, platform, airtable }: AppOptions) {
  return {
    ...(redis ? { redis: { required: false, datastore: true, check: () => pingRedis(redis) } } : {}),
    "platform-services": { required: false, check: platform.ping },
    airtable: { required: false, check: rememberCheck(airtable.whoami) },
  };
}

export function createApp(options: AppOptions): Express {
  const { log, redis, apiKey, corsOrigins, limit, serviceMetrics } = options;
  const routes = Router();
  routes.use("/api/airtable", authenticate(options), noStore);
  // Whole paths and no mount: the route that the metrics name is then the same for answers and for errors.
  routes.use(basesRoutes(options), tablesRoutes(options), recordsRoutes(options), recordRoutes(options));
  return createServiceApp({
    service,
    version,
    log,
    metrics: serviceMetrics,
    dependencies: dependencyChecks(options),
    apiKey,
    corsOrigins,
    limit,
    redis,
    routes,
  });
}
