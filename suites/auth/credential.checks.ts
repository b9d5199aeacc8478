// The checks of the suite "auth" on sessions, refresh tokens, keys and identities.
import type { Declaration } from "../declare-checks.ts";

const gateway = ["health.endpoint/airtable-gateway"] as const;

export const credentialChecks = {
  sessionStored: {
    title: "A login's session is in Redis and expires with its refresh token, also with the next one",
    failureTitle: "A login leaves no session in Redis, or one that does not expire with its refresh token",
    description:
      'Plan §4 B: "store JWT tokens in Redis for validation … JWT_SECRET exists but no session logic". A session that ends before its refresh token signs people out; one that outlives it is never forgotten.',
    sections: [3, 4],
    capabilities: ["datastores"],
    needs: ["auth.refresh-rotation"],
  },
  sessionRevoked: {
    title: "After logout the token fails at once at every service that takes JWTs",
    failureTitle: "After logout the token is still accepted somewhere",
    description: "ASVS 5.0 7.4.1: logout really ends a JWT. Without a token store logout means nothing.",
    sections: [3],
    needs: ["auth.token-verify"],
  },
  sessionRestart: {
    title: "Sessions outlive a restart of platform-services and of Redis",
    failureTitle: "A restart of platform-services or of Redis ends sessions",
    description:
      "Plan §3 and §5. A session store that forgets signs everybody out at each deployment; a service that falls back to memory in silence does the same.",
    sections: [3, 5],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["auth.token-verify"],
  },
  refreshRotation: {
    title: "A refresh token gives a new pair",
    failureTitle: "A refresh token does not give a new, working pair",
    description: "Plan §3. Short access tokens are bearable only if the session goes on without a new login.",
    sections: [3],
    needs: ["auth.token-verify"],
  },
  refreshReuse: {
    title:
      "A refresh token used twice ends its session; used several times at once it gives one pair at most",
    failureTitle:
      "A refresh token can be used twice, one after the other or at once, or its reuse leaves the session alive",
    description:
      "RFC 9700 §4.14.2: reuse means that one of two holders stole it; well-known auth servers end the session.",
    sections: [3],
    needs: ["auth.refresh-rotation"],
  },
  apiKey: {
    title: "The service key in X-API-Key gets data from the airtable-gateway",
    failureTitle: "The right service key does not get data from the airtable-gateway",
    description:
      'Plan §3 A: "API key validation logic is rejecting valid tokens … 100% failure rate with Invalid API key".',
    sections: [3],
    needs: gateway,
  },
  apiKeyRejected: {
    title: "A wrong service key is 401",
    failureTitle: "A wrong service key is not refused with 401",
    description:
      "Plan §3. A key that is not compared, or compared with nothing, opens the operator's Airtable to all.",
    sections: [3],
    needs: gateway,
  },
  airtableToken: {
    title: "The operator's Airtable token is accepted as a bearer token",
    failureTitle: "The operator's Airtable token is refused as a bearer token",
    description:
      'Plan §3: `curl -H "Authorization: Bearer $(grep AIRTABLE_TOKEN .env | cut -d\'=\' -f2)"` must "return data, not 401 errors".',
    sections: [3],
    needs: gateway,
  },
  identitySpoof: {
    title: "X-User-Id without a service key is ignored",
    failureTitle: "X-User-Id without a service key is believed",
    description:
      "Plan §3. A header that any client can write is no identity; it counts only beside a valid service key.",
    sections: [3],
    needs: [
      ...gateway,
      "auth.token-missing",
      "auth.register",
      "health.endpoint/api-gateway",
      "ports.peers/api-gateway",
    ],
  },
} as const satisfies Record<string, Declaration>;
