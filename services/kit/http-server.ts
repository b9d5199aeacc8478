// An HTTP server whose every refusal is a problem with the headers: Node's own would be a bare status line.
import { randomUUID } from "node:crypto";
import type { RequestListener, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { RequestHandler } from "express";
import { createServer, STATUS_CODES } from "./node-http.ts";
import { Problem } from "./problem.ts";
import { securityFields } from "./security-headers.ts";

export interface HttpServer {
  readonly server: Server;
  /** The answers that are not out yet. */
  readonly underWay: ReadonlySet<ServerResponse>;
}

/** What there is to say of a request that Node's parser gave up on; the codes are Node's. */
const refusals: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "The header is too large."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The chunk extensions are too large."],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request did not arrive in time."],
};

/** How long a refused caller may take to read why, before the connection is dropped. */
const lingerMs = 1000;

/** Ends the connection with a problem; there is no response to write it with, and nobody else who closes it. */
function endWith(socket: Duplex, [status, detail]: readonly [number, string]): void {
  const title = STATUS_CODES[status] ?? "Error";
  const requestId = randomUUID();
  const body = JSON.stringify({ type: "about:blank", title, status, detail, request_id: requestId });
  const fields = {
    ...securityFields,
    "content-type": "application/problem+json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "x-request-id": requestId,
    connection: "close",
    ...(status === 405 ? { allow: "" } : {}),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join("")}\r\n${body}`);
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** A refusal in the middle of another answer would be read as a part of it. */
const isAnswering = (socket: Duplex, underWay: ReadonlySet<ServerResponse>): boolean =>
  [...underWay].some(({ req, headersSent }) => req.socket === socket && headersSent);

/** The server for `app`, which must go through `wellFormedRequest`: what Node would refuse comes to it. */
export function createHttpServer(app: RequestListener): HttpServer {
  const underWay = new Set<ServerResponse>();
  const server = createServer({ requireHostHeader: false });
  server.on("request", (_request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
  });
  server.on("request", app);
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_request, socket) => endWith(socket, [405, "This server is no tunnel."]));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const isLost = !socket.writable || error.code === "ECONNRESET";
    if (isLost || isAnswering(socket, underWay)) socket.destroy();
    else endWith(socket, refusals[error.code ?? ""] ?? [400, "The request is not well-formed HTTP."]);
  });
  return { server, underWay };
}

/** 400 without a Host (RFC 9112 §3.2), 417 for an expectation that nobody here can meet (RFC 9110 §10.1.1). */
export const wellFormedRequest: RequestHandler = (request, _response, next) => {
  const { host, expect = "100-continue" } = request.headers;
  if (request.httpVersion === "1.0") return next();
  if (host === undefined) throw new Problem(400, "The Host header is missing.");
  if (!/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
    throw new Problem(417, "The only expectation that can be met here is 100-continue.");
  }
  next();
};
