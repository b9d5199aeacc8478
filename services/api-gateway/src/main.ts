// Starts the api-gateway: reads the environment, opens the pools, serves.
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createRedis } from "#kit/redis.ts";
import { run, serve } from "#kit/serve.ts";
import { version } from "#kit/version.ts";
import { createApp, service } from "./app.ts";
import { readConfig } from "./config.ts";
import { createPeers } from "./peers.ts";

await run(async () => {
  const config = readConfig(process.env);
  const log = createLog({ service, level: config.LOG_LEVEL });
  const redis = createRedis(config.REDIS_URL, log);
  const metrics = createMetrics(service, config.METRICS_TOKEN);
  const peers = createPeers({
    urls: {
      "platform-services": config.PLATFORM_SERVICES_URL,
      "airtable-gateway": config.AIRTABLE_GATEWAY_URL,
      "mcp-server": config.MCP_SERVER_URL,
      "llm-orchestrator": config.LLM_ORCHESTRATOR_URL,
    },
    apiKey: config.API_KEY,
    timeoutMs: config.GATEWAY_TIMEOUT_MS,
    onAnswered: metrics.peerAnswered,
  });
  const app = createApp({
    version,
    log,
    metrics,
    apiKey: config.API_KEY,
    corsOrigins: config.CORS_ORIGINS,
    limit: { max: config.RATE_LIMIT_MAX, windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS },
    redis,
    peers,
    timeoutMs: config.GATEWAY_TIMEOUT_MS,
  });
  const close = async () => {
    redis.disconnect();
    await Promise.all(Object.values(peers).map((peer) => peer.close()));
  };
  await serve({ app, host: config.HOST, port: config.PORT, log, close });
});
