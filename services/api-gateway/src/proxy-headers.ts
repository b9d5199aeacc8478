// Which header fields go through the gateway, in either direction.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** One connection's affair (RFC 9110 §7.6.1). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** What the edge says itself: who asks, for whom, and where to. Expect has been answered already. */
const edgeOnly = [
  "host",
  "expect",
  "authorization",
  "x-api-key",
  "x-user-id",
  "x-request-id",
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
];

const notForwarded = new Set([...hopByHop, ...edgeOnly]);

/** The edge decides about origins (CORS), and which software runs behind it is nobody's business. */
const notReturned = new Set([...hopByHop, "server", "x-powered-by"]);
const corsPrefix = "access-control-";

/** Both the service's and the gateway's count. */
const joined = new Set(["ratelimit", "ratelimit-policy", "vary"]);

const nothing: ReadonlySet<string> = new Set();

/** The fields that a Connection header makes hop-by-hop. */
function namedByConnection(connection: string | string[] | undefined): ReadonlySet<string> {
  if (connection === undefined || connection === "keep-alive" || connection === "close") return nothing;
  const names = String(connection).toLowerCase().split(",");
  return new Set(names.map((name) => name.trim()));
}

type OutgoingHeaders = Record<string, string | string[]>;

/** The caller's end-to-end fields and then `edge`, which wins; without a body its length goes too. */
export function forwardedHeaders(
  request: IncomingMessage,
  edge: Readonly<Record<string, string>>,
  hasBody: boolean,
): OutgoingHeaders {
  const named = namedByConnection(request.headers.connection);
  const headers: OutgoingHeaders = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value === undefined || notForwarded.has(name) || named.has(name)) continue;
    headers[name] = value;
  }
  if (!hasBody) delete headers["content-length"];
  const via = headers["via"] === undefined ? "" : `${String(headers["via"])}, `;
  headers["via"] = `${via}${request.httpVersion} api-gateway`;
  return Object.assign(headers, edge);
}

/** Puts a service's end-to-end fields on the answer; what the gateway has said already stays as it is. */
export function returnHeaders(response: ServerResponse, headers: IncomingHttpHeaders): void {
  const named = namedByConnection(headers.connection);
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || notReturned.has(name) || named.has(name) || name.startsWith(corsPrefix))
      continue;
    if (joined.has(name)) response.appendHeader(name, value);
    else if (!response.hasHeader(name)) response.setHeader(name, value);
  }
}
