// Starts mcp-server: reads the config, opens the pool to airtable-gateway, serves.
import { createPeer } from "#kit/http-client.ts";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { run, serve } from "#kit/serve.ts";
import { version } from "#kit/version.ts";
import { createApp } from "./app.ts";
import { readConfig, serviceName } from "./config.ts";

/** Longer than airtable-gateway's own budget for Airtable, so that its answer, not our impatience, is what callers see. */
const gatewayTimeoutMs = 20_000;

await run(async () => {
  const config = readConfig(process.env);
  const log = createLog({ service: serviceName, level: config.LOG_LEVEL });
  const metrics = createMetrics(serviceName, config.METRICS_TOKEN);
  const gateway = createPeer({
    name: "airtable-gateway",
    url: config.AIRTABLE_GATEWAY_URL,
    apiKey: config.API_KEY,
    timeoutMs: gatewayTimeoutMs,
    onAnswered: metrics.peerAnswered,
  });
  const app = createApp({
    version,
    log,
    metrics,
    gateway,
    apiKey: config.API_KEY,
    corsOrigins: config.CORS_ORIGINS,
    allowedHosts: config.ALLOWED_HOSTS,
    limit: { max: config.RATE_LIMIT_MAX, windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS },
  });
  await serve({ app, host: config.HOST, port: config.PORT, log, close: gateway.close });
});
