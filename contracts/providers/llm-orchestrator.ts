// llm-orchestrator as a provider: conversations in a real Redis, a stand-in for mcp-server, the built-in planner.
import { startTestMcpServer } from "../../services/llm-orchestrator/src/test-mcp-server.ts";
import { runLlmOrchestrator } from "../apps/llm-orchestrator.ts";
import { nowhere } from "../apps/running-app.ts";
import { busyClient, serviceKey } from "../keys.ts";
import { type Datastores, connected } from "./datastores.ts";
import { type ProviderUnderTest, useUp } from "./provider.ts";

async function converse(url: string): Promise<string> {
  const reply = await fetch(`${url}/chat`, {
    method: "POST",
    headers: { "x-api-key": serviceKey, "x-user-id": "ada", "content-type": "application/json" },
    body: JSON.stringify({ message: "list the tables" }),
  });
  if (reply.status !== 200) throw new Error(`the first message is answered with ${reply.status}`);
  return ((await reply.json()) as { session_id: string }).session_id;
}

export async function startLlmOrchestrator({
  openRedis,
}: Datastores): Promise<ProviderUnderTest<"llm-orchestrator">> {
  const mcpServer = await startTestMcpServer();
  const redis = await openRedis();
  let mcpServerUrl = mcpServer.url;
  const app = await runLlmOrchestrator(redis, () => mcpServerUrl);
  return {
    name: "llm-orchestrator",
    url: app.url,
    reset: async () => {
      mcpServerUrl = mcpServer.url;
      await connected(redis);
      await redis.flushdb();
    },
    states: {
      "mcp-server has tools": async () => undefined,
      "Ada has a conversation": async () => ({ session: await converse(app.url) }),
      "mcp-server is away": async () => {
        mcpServerUrl = nowhere;
      },
      "Redis is away": async () => redis.disconnect(),
      "the client has used up its requests": async () => {
        await useUp(app.url, { "x-api-key": serviceKey, "x-forwarded-for": busyClient });
        return { client: busyClient };
      },
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await mcpServer[Symbol.asyncDispose]();
      redis.disconnect();
    },
  };
}
