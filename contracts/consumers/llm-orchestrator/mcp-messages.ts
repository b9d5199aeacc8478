// MCP's messages between llm-orchestrator and mcp-server, as the official client writes them.
import { Matchers } from "@pact-foundation/pact";
import { type ToolBox, openToolBox } from "../../../services/llm-orchestrator/src/tool-box.ts";
import { serviceKey } from "../../keys.ts";
import { context, onward } from "../asked-by-ada.ts";
import type { Exchange } from "../pact-between.ts";

const { integer, string } = Matchers;

export type Mcp = Exchange<"mcp-server">;

export async function withTools(
  url: string,
  use: (tools: ToolBox) => Promise<void>,
  apiKey = serviceKey,
): Promise<void> {
  await using tools = openToolBox({ mcpServerUrl: url, apiKey, version: "0.0.0" }, context);
  await use(tools);
}

const protocol = "2026-07-28";
const meta = {
  "io.modelcontextprotocol/protocolVersion": protocol,
  "io.modelcontextprotocol/clientInfo": { name: "llm-orchestrator", version: "0.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
/** The client reads an answer as JSON only when it is called so. */
const asJson = { "Content-Type": Matchers.regex("application/json.*", "application/json") };

export interface Call {
  readonly method: string;
  readonly id: string | number;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Of `tools/call`. */
  readonly name?: string;
  readonly headers?: Mcp["request"]["headers"];
}

export const request = ({ method, id, params = {}, name, headers }: Call): Mcp["request"] => ({
  method: "POST",
  path: "/mcp",
  headers: {
    ...onward,
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": protocol,
    "mcp-method": method,
    ...(name === undefined ? {} : { "mcp-name": name }),
    ...headers,
  },
  body: { jsonrpc: "2.0", id, method, params: { ...params, _meta: meta } },
});

export const told = (id: string | number, content: Readonly<Record<string, unknown>>): Mcp["answer"] => ({
  status: 200,
  headers: asJson,
  body: { jsonrpc: "2.0", id, ...content },
});

const discoveryId = "server-discover-probe-1";
export const discoveryCall: Call = { method: "server/discover", id: discoveryId };

/** Asked first by every client: which protocol the server speaks. */
export const discovery: Mcp = {
  asked: "which protocol it speaks",
  state: "the base has a table",
  request: request(discoveryCall),
  answer: told(discoveryId, {
    result: {
      supportedVersions: [protocol],
      capabilities: { tools: {} },
      resultType: "complete",
      ttlMs: integer(0),
      cacheScope: string("private"),
      _meta: {
        "io.modelcontextprotocol/serverInfo": { name: string("pyairtable"), version: string("0.0.0") },
      },
    },
  }),
};

export const done = { resultType: "complete" };
