// Starts llm-orchestrator: reads the config, picks the model or the built-in planner, serves.
import { createPeer } from "#kit/http-client.ts";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createRedis, pingRedis } from "#kit/redis.ts";
import { rememberCheck } from "#kit/remember-check.ts";
import { run, serve } from "#kit/serve.ts";
import { version } from "#kit/version.ts";
import { createApp } from "./app.ts";
import { readConfig, serviceName } from "./config.ts";
import { createModelAnswerer, pingModel } from "./model-answerer.ts";
import { planAnswer } from "./planner/planner.ts";
import { createSessions } from "./sessions.ts";
import { openToolBox } from "./tool-box.ts";
import { countToolCalls } from "./tool-use.ts";

await run(async () => {
  const config = readConfig(process.env);
  const { API_KEY: apiKey, MCP_SERVER_URL: mcpServerUrl, model } = config;
  const log = createLog({ service: serviceName, level: config.LOG_LEVEL });
  const metrics = createMetrics(serviceName, config.METRICS_TOKEN);
  const { peerAnswered: onAnswered } = metrics;
  const redis = createRedis(config.REDIS_URL, log);
  const mcpServer = createPeer({ name: "mcp-server", url: mcpServerUrl, apiKey, onAnswered });
  const app = createApp({
    version,
    log,
    metrics,
    redis,
    checks: {
      redis: { required: true, datastore: true, check: () => pingRedis(redis) },
      "mcp-server": { required: true, check: mcpServer.ping },
      ...(model ? { model: { required: false, check: rememberCheck(() => pingModel(model)) } } : {}),
    },
    apiKey,
    corsOrigins: config.CORS_ORIGINS,
    limit: { max: config.RATE_LIMIT_MAX, windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS },
    sessions: createSessions(redis, config.SESSION_TTL_SECONDS),
    answer: model ? createModelAnswerer(model) : planAnswer,
    openToolBox: (context) => openToolBox({ mcpServerUrl, apiKey, version, onAnswered }, context),
    onToolCall: countToolCalls(metrics.registry),
  });
  log.info({ model: model?.name ?? "built-in-planner" }, "answers come from");
  const close = async () => {
    redis.disconnect();
    await mcpServer.close();
  };
  await serve({ app, host: config.HOST, port: config.PORT, log, close });
});
