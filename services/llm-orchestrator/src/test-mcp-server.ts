// A stand-in for mcp-server in tests: the official SDK with a few tools that answer as they are told.
import { type IncomingHttpHeaders, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "@modelcontextprotocol/node";
import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  createMcpHandler,
} from "@modelcontextprotocol/server";
import express from "express";
import { observatory } from "./planner/test-bases.ts";

export interface TestMcpServer extends AsyncDisposable {
  readonly url: string;
  readonly calls: { readonly name: string; readonly arguments: unknown }[];
  readonly headers: readonly IncomingHttpHeaders[];
}

const good = (result: Record<string, unknown>): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(result) }],
  structuredContent: result,
});

const bad = (status: number, title: string, detail: string): CallToolResult => ({
  isError: true,
  content: [{ type: "text", text: `${title}: ${detail}` }],
  structuredContent: { error: { status, title, detail } },
});

const answers: Readonly<Record<string, CallToolResult>> = {
  list_tables: good({ ...observatory }),
  get_record: bad(404, "Not Found", "no such record"),
};

const tools = Object.keys(answers).map((name) => ({
  name,
  description: `The tool ${name}`,
  inputSchema: { type: "object" as const, properties: { base_id: { type: "string" } } },
}));

function createTools(calls: TestMcpServer["calls"]): Server {
  const server = new Server({ name: "test", version: "1" }, { capabilities: { tools: {} } });
  server.setRequestHandler("tools/list", () => ({ tools }));
  server.setRequestHandler("tools/call", ({ params }) => {
    calls.push({ name: params.name, arguments: params.arguments });
    const answer = answers[params.name];
    if (!answer) throw new ProtocolError(ProtocolErrorCode.InvalidParams, "unknown tool");
    return answer;
  });
  return server;
}

/** Listens on a free port; `GET /health` is 200. */
export async function startTestMcpServer(): Promise<TestMcpServer> {
  const calls: TestMcpServer["calls"] = [];
  const headers: IncomingHttpHeaders[] = [];
  const handle = toNodeHandler(createMcpHandler(() => createTools(calls)));
  const app = express();
  app.use((request, _response, next) => {
    headers.push(request.headers);
    next();
  });
  app.post("/mcp", (request, response) => handle(request, response));
  app.get("/health", (_request, response) => {
    response.json({ status: "healthy" });
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    headers,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
