// The api-gateway as an Express application: the one entry to the system.
import { type Express, Router } from "express";
import type { Redis } from "ioredis";
import type { Dependency } from "#kit/health.ts";
import type { Log } from "#kit/log.ts";
import type { Metrics } from "#kit/metrics.ts";
import { pingRedis } from "#kit/redis.ts";
import { createServiceApp } from "#kit/service-app.ts";
import { createAdmission } from "./admission.ts";
import type { Peers } from "./peers.ts";
import { documentRoutes } from "./routes/document.ts";
import { proxyRoutes } from "./routes/proxied.ts";
import { systemHealthRoutes } from "./routes/system-health.ts";

export const service = "api-gateway";

export interface GatewayOptions {
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly apiKey: string;
  readonly corsOrigins: readonly string[];
  readonly limit: { readonly max: number; readonly windowSeconds: number };
  readonly redis: Redis | undefined;
  readonly peers: Peers;
  readonly timeoutMs: number;
}

/** Everything is optional: the gateway itself answers whoever is away. */
function dependencies({ redis, peers }: GatewayOptions): Record<string, Dependency> {
  const found = Object.values(peers).map((peer) => [peer.name, { required: false, check: peer.ping }]);
  return {
    ...(redis ? { redis: { required: false, datastore: true, check: () => pingRedis(redis) } } : {}),
    ...Object.fromEntries(found),
  };
}

export function createApp(options: GatewayOptions): Express {
  const { peers, apiKey, version, timeoutMs } = options;
  const admit = createAdmission({ platform: peers["platform-services"], apiKey });
  const routes = Router();
  routes.use(proxyRoutes({ peers, admit, timeoutMs }), documentRoutes(version));
  return createServiceApp({
    ...options,
    service,
    dependencies: dependencies(options),
    unlimited: systemHealthRoutes(service, Object.values(peers)),
    routes,
  });
}
