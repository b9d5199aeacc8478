// The headers of an API that never means to be a page (OWASP Secure Headers), on every answer, errors too.
import helmet from "helmet";
import type { RequestHandler } from "express";

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

/** helmet with an API's policy, and Permissions-Policy, which helmet leaves out. */
export function securityHeaders(): RequestHandler {
  const secure = helmet(apiPolicy);
  return (request, response, next) => {
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    secure(request, response, next);
  };
}

/** Answers that carry tokens may not be cached (RFC 6749 §5.1). */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};
