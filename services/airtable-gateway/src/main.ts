// Starts airtable-gateway: reads the environment, opens Redis and the pools, serves.
import { createPeer } from "#kit/http-client.ts";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createRedis } from "#kit/redis.ts";
import { run, serve } from "#kit/serve.ts";
import { createAirtable } from "./airtable.ts";
import { createAirtableMetrics } from "./airtable-metrics.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { createApp, service } from "./app.ts";
import { createBaseTurns } from "./base-turns.ts";
import { readConfig } from "./config.ts";

const ttlSeconds = { schema: 300, records: 30 };

await run(async () => {
  const config = readConfig(process.env);
  const log = createLog({ service, level: config.LOG_LEVEL });
  const redis = createRedis(config.REDIS_URL, log);
  const serviceMetrics = createMetrics(service, config.METRICS_TOKEN);
  const metrics = createAirtableMetrics(serviceMetrics.registry);
  const platform = createPeer({
    name: "platform-services",
    url: config.PLATFORM_SERVICES_URL,
    apiKey: config.API_KEY,
    onAnswered: serviceMetrics.peerAnswered,
  });
  const airtable = createAirtable({
    ...config.airtable,
    budgetMs: config.AIRTABLE_BUDGET_MS,
    attemptTimeoutMs: config.AIRTABLE_ATTEMPT_TIMEOUT_MS,
    turns: createBaseTurns({ limit: config.AIRTABLE_BASE_LIMIT, redis, log }),
    metrics,
    onAnswered: (seconds) => serviceMetrics.peerAnswered("airtable", seconds),
    log,
  });
  const app = createApp({
    airtable,
    cache: createAnswerCache({ redis, log, ttlSeconds }),
    metrics,
    defaultBase: config.AIRTABLE_BASE,
    log,
    serviceMetrics,
    redis,
    platform,
    apiKey: config.API_KEY,
    airtableToken: config.airtable.token,
    corsOrigins: config.CORS_ORIGINS,
    limit: { max: config.RATE_LIMIT_MAX, windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS },
  });
  if (config.airtable.simulated) log.info({ url: config.airtable.url }, "no AIRTABLE_TOKEN: simulated");
  const close = async () => {
    redis.disconnect();
    await Promise.all([platform.close(), airtable.close()]);
  };
  await serve({ app, host: config.HOST, port: config.PORT, log, close });
});
