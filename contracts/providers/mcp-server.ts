// mcp-server as a provider: before a stand-in for airtable-gateway, so that only mcp-server itself is judged.
import {
  type Asked,
  type GatewayReply,
  books,
  library,
  startTestGateway,
} from "../../services/mcp-server/src/test-gateway.ts";
import { runMcpServer } from "../apps/mcp-server.ts";
import { busyClient, serviceKey } from "../keys.ts";
import { type ProviderUnderTest, useUp } from "./provider.ts";

const shelf = library(books(3));

const refusal = (status: number, detail: string): GatewayReply => ({ status, body: { status, detail } });

export async function startMcpServer(): Promise<ProviderUnderTest<"mcp-server">> {
  let answer: (asked: Asked) => GatewayReply = shelf;
  const gateway = await startTestGateway((asked) => answer(asked));
  const app = await runMcpServer(gateway.url);
  return {
    name: "mcp-server",
    url: app.url,
    reset: async () => {
      answer = shelf;
    },
    states: {
      "the base has a table": async () => undefined,
      "airtable-gateway refuses": async () => {
        answer = () => refusal(404, "There is no such record.");
      },
      "airtable-gateway is down": async () => {
        answer = () => refusal(503, "Airtable answers 503.");
      },
      "the client has used up its requests": async () => {
        await useUp(app.url, { "x-api-key": serviceKey, "x-forwarded-for": busyClient });
        return { client: busyClient };
      },
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
    },
  };
}
