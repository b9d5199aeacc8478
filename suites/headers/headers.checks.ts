// The checks of the suite "headers": what every answer must carry, and must not.
import { declareChecks } from "../declare-checks.ts";

const alive = ["health.endpoint/{service}"] as const;

export const headers = declareChecks("headers", {
  required: {
    title: "X-Content-Type-Options, X-Frame-Options and X-XSS-Protection are sent",
    failureTitle: "A security header that the plan names is missing",
    description:
      'Plan §9 B: `curl -I :7007/health | grep -E "(X-Content-Type-Options|X-Frame-Options)"`, "all endpoints return security headers".',
    sections: [9],
    scope: "service",
    needs: alive,
  },
  hardened: {
    title:
      "Content-Security-Policy, Referrer-Policy and Cross-Origin-* are sent; no X-Powered-By, no version",
    failureTitle: "A hardening header is missing, or an answer tells what serves it",
    description:
      "OWASP Secure Headers: for an API `default-src 'none'; frame-ancestors 'none'; base-uri 'none'`, `no-referrer`, same-origin; a product and version are an invitation.",
    sections: [9],
    scope: "service",
    needs: alive,
  },
  onErrors: {
    title: "400, 401, 404, 405 and 413 carry the headers too, as problem+json without a stack",
    failureTitle: "An error answer lacks the headers, is no problem+json, or shows a stack",
    description:
      "Plan §9, OWASP Secure Headers, RFC 9457. Errors are the answers that an attacker asks for most.",
    sections: [9],
    scope: "service",
    needs: [
      ...alive,
      "auth.token-missing/{service}",
      "headers.required/{service}",
      "headers.hardened/{service}",
    ],
  },
  noStore: {
    title: "Token answers may not be cached",
    failureTitle: "A token answer may be cached",
    description: "OWASP Secure Headers, RFC 6749 §5.1: Cache-Control: no-store on whatever carries a token.",
    sections: [9],
    needs: ["auth.register", "auth.login-email", "auth.refresh-rotation", "workflow.gateway"],
  },
  cors: {
    title: "Only allowed origins are allowed, and never `*` with credentials",
    failureTitle: "A foreign origin is allowed",
    description:
      "Plan §9, Fetch standard §3.2. A reflected origin with credentials lets any page act as its visitor.",
    sections: [9],
    needs: ["health.endpoint"],
  },
  methods: {
    title: "TRACE and undeclared methods are refused",
    failureTitle: "TRACE or an undeclared method is answered",
    description:
      "RFC 9110 §9.3.8 and §15.5.6: TRACE echoes credentials; a method that is not offered is 405 with Allow.",
    sections: [9],
    scope: "service",
    needs: alive,
  },
});
