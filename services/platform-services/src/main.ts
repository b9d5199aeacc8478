// Wires platform-services together and serves it; the tables are made as soon as Postgres answers.
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createRedis } from "#kit/redis.ts";
import { run, serve } from "#kit/serve.ts";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { createDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

await run(async () => {
  const config = readConfig(process.env);
  const log = createLog({ service: "platform-services", level: config.LOG_LEVEL });
  const metrics = createMetrics("platform-services", config.METRICS_TOKEN);
  const database = createDatabase(config.DATABASE_URL, log);
  const redis = createRedis(config.REDIS_URL, log);
  const stopping = new AbortController();
  await serve({
    app: createApp({ config, log, metrics, database, redis, now: Date.now }),
    host: config.HOST,
    port: config.PORT,
    log,
    close: async () => {
      stopping.abort();
      redis.disconnect();
      await database.close();
    },
  });
  migrate(config.DATABASE_URL, log, stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
});
