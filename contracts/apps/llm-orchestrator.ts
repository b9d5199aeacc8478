// llm-orchestrator's real app, wired as its main.ts does it, with the built-in planner for a model.
import type { Redis } from "ioredis";
import { createPeer } from "#kit/http-client.ts";
import { createMetrics } from "#kit/metrics.ts";
import { pingRedis } from "#kit/redis.ts";
import { createApp } from "../../services/llm-orchestrator/src/app.ts";
import { serviceName } from "../../services/llm-orchestrator/src/config.ts";
import { planAnswer } from "../../services/llm-orchestrator/src/planner/planner.ts";
import { createSessions } from "../../services/llm-orchestrator/src/sessions.ts";
import { openToolBox } from "../../services/llm-orchestrator/src/tool-box.ts";
import { countToolCalls } from "../../services/llm-orchestrator/src/tool-use.ts";
import { serviceKey } from "../keys.ts";
import { type RunningApp, limit, runApp, silentLog } from "./running-app.ts";

export async function runLlmOrchestrator(redis: Redis, mcpServerUrl: () => string): Promise<RunningApp> {
  const metrics = createMetrics(serviceName);
  const mcpServer = createPeer({ name: "mcp-server", url: mcpServerUrl(), apiKey: serviceKey });
  const tools = { apiKey: serviceKey, version: "0.0.0" };
  const app = createApp({
    version: "0.0.0",
    log: silentLog(serviceName),
    metrics,
    redis,
    checks: {
      redis: { required: true, check: () => pingRedis(redis) },
      "mcp-server": { required: true, check: mcpServer.ping },
    },
    apiKey: serviceKey,
    corsOrigins: [],
    limit,
    sessions: createSessions(redis, 3600),
    answer: planAnswer,
    // Asked anew each time: a state may have taken mcp-server away.
    openToolBox: (context) => openToolBox({ mcpServerUrl: mcpServerUrl(), ...tools }, context),
    onToolCall: countToolCalls(metrics.registry),
  });
  return runApp(app, mcpServer.close);
}
