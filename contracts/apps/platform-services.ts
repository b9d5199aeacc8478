// platform-services' real app, wired as its main.ts does it, over the datastores that a test gives it.
import type { Redis } from "ioredis";
import { createMetrics } from "#kit/metrics.ts";
import { createApp } from "../../services/platform-services/src/app.ts";
import { readConfig } from "../../services/platform-services/src/config.ts";
import { createDatabase } from "../../services/platform-services/src/database.ts";
import { migrate } from "../../services/platform-services/src/migrate.ts";
import { serviceKey } from "../keys.ts";
import { type RunningApp, limit, runApp, silentLog } from "./running-app.ts";

const service = "platform-services";

export async function runPlatformServices(redis: Redis, databaseUrl: string): Promise<RunningApp> {
  const config = readConfig({
    API_KEY: serviceKey,
    DATABASE_URL: databaseUrl,
    REDIS_URL: "redis://given-by-the-test",
    JWT_SECRET: "test-only-jwt-secret-0123456789abcdef",
    PASSWORD_HASH_ROUNDS: "4",
    RATE_LIMIT_MAX: String(limit.max),
    RATE_LIMIT_WINDOW_SECONDS: String(limit.windowSeconds),
    ACCOUNT_FAILURES_MAX: "3",
  });
  const log = silentLog(service);
  await migrate(databaseUrl, log, new AbortController().signal);
  const database = createDatabase(databaseUrl, log);
  const app = createApp({ config, log, metrics: createMetrics(service), database, redis, now: Date.now });
  return runApp(app, database.close);
}
