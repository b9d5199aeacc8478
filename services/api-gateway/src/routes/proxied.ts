// Registers every route of the table: admitted at the edge, then streamed to its service.
import { type RequestHandler, Router } from "express";
import { resource } from "#kit/resource.ts";
import type { Admit } from "../admission.ts";
import { forward } from "../forward.ts";
import type { Peers } from "../peers.ts";
import { forwardedHeaders } from "../proxy-headers.ts";
import { requestBody } from "../request-body.ts";
import { type ProxiedRoute, routeTable } from "../route-table.ts";
import { queryOf, targetPath } from "../target-path.ts";

export interface ProxyOptions {
  readonly peers: Peers;
  readonly admit: Admit;
  readonly timeoutMs: number;
}

function proxied(route: ProxiedRoute, { peers, admit, timeoutMs }: ProxyOptions): RequestHandler {
  const peer = peers[route.peer];
  const pathFor = targetPath(route.target);
  return async (request, response) => {
    const path = pathFor(request.params) + queryOf(request.originalUrl);
    const edge = await admit(request, route.access);
    const body = requestBody(request);
    const headers = forwardedHeaders(request, edge, body !== null);
    await forward(peer, { request, response, path, headers, body }, timeoutMs);
  };
}

export function proxyRoutes(options: ProxyOptions): Router {
  const router = Router();
  for (const route of routeTable) {
    const handler = proxied(route, options);
    resource(router, route.path, Object.fromEntries(route.methods.map((method) => [method, handler])));
  }
  return router;
}
