// The tools as an MCP server (official SDK): made anew for each request, since it keeps nothing.
import type { Peer } from "#kit/http-client.ts";
import type { Log } from "#kit/log.ts";
import { STATUS_CODES } from "#kit/node-http.ts";
import { Problem } from "#kit/problem.ts";
import type { RequestContext } from "#kit/request-context.ts";
import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from "@modelcontextprotocol/server";
import { createAirtable } from "./airtable-gateway-client.ts";
import { toolCatalogue, toolDescriptions } from "./tool-catalogue.ts";
import type { OnToolCall } from "./tool-metrics.ts";
import type { ToolResult } from "./tool.ts";

export interface McpToolsOptions {
  readonly version: string;
  readonly log: Log;
  readonly gateway: Peer;
  readonly onCall: OnToolCall;
}

const answer = (result: ToolResult): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(result) }],
  structuredContent: result,
});

/** A tool that fails says so: `isError`, with the problem as text and as data. */
function failure(error: unknown, { log, context }: { log: Log; context: RequestContext }): CallToolResult {
  const foreseen = error instanceof Problem;
  const status = foreseen ? error.status : 500;
  if (!foreseen) log.error({ err: error, request_id: context.requestId }, "a tool failed unforeseen");
  const title = STATUS_CODES[status] ?? "Error";
  const detail = foreseen ? error.detail : "Something went wrong in the tool.";
  return {
    isError: true,
    content: [{ type: "text", text: `${title}: ${detail}` }],
    structuredContent: { error: { status, title, detail } },
  };
}

/** One request's server. */
export function createMcpToolsServer(options: McpToolsOptions, context: RequestContext): Server {
  const { version, log, gateway, onCall } = options;
  const server = new Server({ name: "pyairtable", version }, { capabilities: { tools: {} } });
  server.setRequestHandler("tools/list", () => ({ tools: [...toolDescriptions] }));
  server.setRequestHandler("tools/call", async ({ params }) => {
    const tool = toolCatalogue.get(params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool "${params.name}"`);
    try {
      const result = await tool.call(params.arguments, createAirtable(gateway, context));
      onCall(tool.name, "ok");
      return answer(result);
    } catch (error) {
      onCall(tool.name, "error");
      return failure(error, { log, context });
    }
  });
  return server;
}
