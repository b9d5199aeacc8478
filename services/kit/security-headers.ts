// The headers of an API that never means to be a page (OWASP Secure Headers), on every answer, errors too.
import { Socket } from "node:net";
import helmet from "helmet";
import type { RequestHandler } from "express";
import { IncomingMessage, ServerResponse } from "./node-http.ts";

const apiPolicy = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"], "base-uri": ["'none'"] },
  },
  xFrameOptions: { action: "deny" },
  referrerPolicy: { policy: "no-referrer" },
  // HSTS belongs to whoever terminates TLS: these services speak plain HTTP (RFC 6797 §7.2).
  strictTransportSecurity: false,
} as const;

/**
 * helmet's fields do not depend on the request: asked once, they also serve answers that no middleware sees.
 * Spelt as helmet spells them: to HTTP case is nothing, but people grep.
 */
function helmetFields(): Record<string, string> {
  const fields: Record<string, string> = {};
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  response.setHeader = (name, value) => {
    fields[name] = String(value);
    return response;
  };
  helmet(apiPolicy)(request, response, () => undefined);
  return fields;
}

/** helmet with an API's policy, and Permissions-Policy, which helmet leaves out. */
export const securityFields: Readonly<Record<string, string>> = {
  ...helmetFields(),
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

export function securityHeaders(): RequestHandler {
  return (_request, response, next) => {
    for (const name in securityFields) response.setHeader(name, securityFields[name] ?? "");
    next();
  };
}

/** Answers that carry tokens may not be cached (RFC 6749 §5.1). */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};
