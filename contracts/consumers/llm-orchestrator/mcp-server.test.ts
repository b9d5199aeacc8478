// What llm-orchestrator needs of mcp-server: MCP's JSON-RPC over HTTP, by the official client, and its liveness.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { createPeer } from "#kit/http-client.ts";
import { serviceKey } from "../../keys.ts";
import { context, ofBusyClient, onward } from "../asked-by-ada.ts";
import { pactBetween } from "../pact-between.ts";
import { testOfSilence } from "../silent-peer.ts";
import { discovery, discoveryCall, done, request, told, withTools } from "./mcp-messages.ts";
import { toolCallTests } from "./tool-calls.ts";

const pact = pactBetween("llm-orchestrator", "mcp-server");
const { eachLike, integer, like, string } = Matchers;

pact.test(
  "When the tools are listed, then each has a name, a description and the schema of its arguments",
  [
    discovery,
    {
      asked: "the tools",
      state: "the base has a table",
      request: request({ method: "tools/list", id: 0 }),
      answer: told(0, {
        result: {
          tools: eachLike({
            name: string("list_tables"),
            description: string("Lists the tables of a base."),
            inputSchema: like({ type: "object" }),
          }),
          ttlMs: integer(0),
          cacheScope: string("private"),
          ...done,
        },
      }),
    },
  ],
  (url) =>
    withTools(url, async (tools) => {
      const [tool] = await tools.list();
      expect(tool).toEqual({
        name: "list_tables",
        description: "Lists the tables of a base.",
        inputSchema: { type: "object" },
      });
    }),
);

pact.test(
  "When the service key is refused, then that is no fault of the caller: 502",
  {
    asked: "which protocol it speaks, with a key that is not the service's",
    state: "the base has a table",
    request: request({ ...discoveryCall, headers: { "x-api-key": "test-only-another-key" } }),
    answer: { status: 401 },
  },
  (url) =>
    withTools(
      url,
      async (tools) => {
        await expect(tools.list()).rejects.toMatchObject({ status: 502 });
      },
      "test-only-another-key",
    ),
);

const tooMany = { state: "the client has used up its requests", answer: { status: 429 } } as const;
const ofBusy = { ...onward, ...ofBusyClient(context.clientAddress) };

pact.test(
  "When the client has used up its requests, then it is 429, whichever protocol is tried",
  [
    {
      ...tooMany,
      asked: "which protocol it speaks, by a client without requests left",
      request: request({ ...discoveryCall, headers: ofBusy }),
    },
    {
      ...tooMany,
      asked: "a session of the older protocol, by a client without requests left",
      request: {
        method: "POST",
        path: "/mcp",
        headers: ofBusy,
        body: {
          jsonrpc: "2.0",
          id: 0,
          method: "initialize",
          params: {
            protocolVersion: string("2025-11-25"),
            capabilities: {},
            clientInfo: { name: "llm-orchestrator", version: "0.0.0" },
          },
        },
      },
    },
  ],
  (url) =>
    withTools(url, async (tools) => {
      await expect(tools.list()).rejects.toMatchObject({ status: 429 });
    }),
);

pact.test(
  "When mcp-server is alive, then readiness says so",
  { asked: "whether it is alive", request: { method: "GET", path: "/health" }, answer: { status: 200 } },
  async (url) => {
    const peer = createPeer({ name: "mcp-server", url, apiKey: serviceKey });
    await peer.ping();
    await peer.close();
  },
);

testOfSilence("When mcp-server does not answer, then it is 504", (url) =>
  withTools(url, async (tools) => {
    await expect(tools.list()).rejects.toMatchObject({ status: 504 });
  }),
);

toolCallTests(pact);
