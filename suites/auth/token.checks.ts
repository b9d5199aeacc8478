// The checks of the suite "auth" on access tokens: what they say and which are refused.
import type { Declaration } from "../declare-checks.ts";

export const tokenChecks = {
  tokenClaims: {
    title:
      "An access token carries sub, email, iat, exp, iss, aud, jti, sid and type, and `expires_in` fits it",
    failureTitle: "An access token lacks a claim, or carries one that is wrong or not what `expires_in` says",
    description:
      'Plan §3 C: "JWT token generation and validation logic". ASVS 5.0 9.2.1 to 9.2.3: time, type and audience are in the token or cannot be checked. RFC 6749 §5.1: `expires_in` is in seconds; a client that refreshes by it comes too late or too often otherwise.',
    sections: [3],
    needs: ["auth.register"],
  },
  tokenVerify: {
    title: "A fresh token is valid at /auth/verify",
    failureTitle: "A fresh token is not valid at /auth/verify",
    description: 'Plan §3: "JWT tokens can be validated by platform-services".',
    sections: [3],
    needs: [
      "auth.register",
      "auth.api-key",
      "health.endpoint/api-gateway",
      "ports.peers/airtable-gateway",
      "ports.peers/api-gateway",
    ],
  },
  tokenMissing: {
    title: "Every route that is not open is 401 with WWW-Authenticate without credentials",
    failureTitle: "A protected route answers without credentials, or refuses without WWW-Authenticate",
    description:
      "Plan §3, RFC 9110 §15.5.2. The MCP and LLM ports were published without any authentication: whoever reached the port could use the operator's Airtable.",
    sections: [3],
    scope: "service",
    needs: ["health.endpoint"],
  },
  tokenTampered: {
    title: "A token with a changed payload or signature is 401",
    failureTitle: "A token with a changed payload or signature is not refused with 401",
    description: "Plan §3, ASVS 5.0 9.1.1. A bad token answered 500 in the system behind the plan.",
    sections: [3],
    needs: ["auth.token-verify"],
  },
  tokenNone: {
    title: "A token with alg none is 401",
    failureTitle: "A token with alg none is accepted",
    description: "ASVS 5.0 9.1.2: an allowlist of algorithms. With `none` anybody writes their own token.",
    sections: [3],
    needs: ["auth.token-verify"],
  },
  tokenForeign: {
    title: "A token that is signed with another secret is 401",
    failureTitle: "A token that is signed with another secret is accepted",
    description: "ASVS 5.0 9.1.1. Only platform-services holds the secret; nobody else's signature counts.",
    sections: [3],
    needs: ["auth.token-verify"],
  },
  tokenExpired: {
    title: "An expired token is 401",
    failureTitle: "An expired token is accepted",
    description: "ASVS 5.0 9.2.1: exp is checked on every use, or a stolen token is good for ever.",
    sections: [3],
    capabilities: ["secrets"],
    needs: ["auth.token-verify"],
  },
  tokenAudience: {
    title: "A token for another audience or from another issuer is 401",
    failureTitle: "A token for another audience or from another issuer is accepted",
    description: "ASVS 5.0 9.2.3 and 9.2.4: a token made for another system must not open this one.",
    sections: [3],
    capabilities: ["secrets"],
    needs: ["auth.token-verify"],
  },
  tokenType: {
    title: "A refresh token is no access token",
    failureTitle: "A refresh token is accepted as an access token",
    description:
      "ASVS 5.0 9.2.2. A refresh token lives for days; used as an access token it undoes the short lifetime.",
    sections: [3],
    needs: ["auth.token-verify"],
  },
} as const satisfies Record<string, Declaration>;
