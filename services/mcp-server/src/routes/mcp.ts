// POST /mcp: MCP over streamable HTTP, stateless, for the current protocol and its predecessor.
import { contextOf } from "#kit/request-context.ts";
import { resource } from "#kit/resource.ts";
import type { RequestContext } from "#kit/request-context.ts";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { type AuthInfo, createMcpHandler } from "@modelcontextprotocol/server";
import { type RequestHandler, Router } from "express";
import { type McpToolsOptions, createMcpToolsServer } from "../mcp-tools-server.ts";

/** The SDK hands this to the server that it makes for the request. */
const authInfoOf = (context: RequestContext): AuthInfo => ({
  token: "",
  clientId: context.userId ?? "service",
  scopes: [],
  extra: { context },
});

function endpoint(options: McpToolsOptions): RequestHandler {
  const onerror = (error: Error) => options.log.debug({ err: error.message }, "mcp request refused");
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpToolsServer(options, authInfo?.extra?.["context"] as RequestContext),
    { onerror },
  );
  const handle = toNodeHandler(handler, { onerror });
  return async (request, response) => {
    await handle(Object.assign(request, { auth: authInfoOf(contextOf(request)) }), response, request.body);
  };
}

/** GET and DELETE, which belong to sessions, are 405: this server has none. */
export function mcpRoutes(options: McpToolsOptions): Router {
  const router = Router();
  resource(router, "/mcp", { post: endpoint(options) });
  return router;
}
