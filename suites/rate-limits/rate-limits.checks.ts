// The checks of the suite "rate-limits": abuse is slowed down, other people are not.
import { declareChecks } from "../declare-checks.ts";

export const rateLimits = declareChecks("rate-limits", {
  login: {
    title: "Request 101 to /auth/login is 429, GET or POST",
    failureTitle: "More than 100 rapid requests to /auth/login are let through",
    description:
      'Plan §9: "for i in {1..100}; do curl -s http://localhost:7007/auth/login; done", the next "should return 429 Too Many Requests". These are GETs; a limit that counts POST alone misses them.',
    sections: [9],
    phase: "limits",
    needs: ["health.endpoint/platform-services"],
  },
  retryAfter: {
    title: "A 429 says when to come back",
    failureTitle: "A 429 does not say when to come back, or says it wrongly",
    description: "RFC 6585 §4, RFC 9110 §10.2.3: Retry-After; a client that does not know when hammers on.",
    sections: [9],
    phase: "limits",
    needs: ["rate-limits.login"],
  },
  policy: {
    title: "RateLimit and RateLimit-Policy count down",
    failureTitle: "RateLimit or RateLimit-Policy is missing, or does not count down",
    description:
      "IETF draft RateLimit header fields (draft 8): a client that sees the limit coming can slow down.",
    sections: [9],
    phase: "limits",
    needs: ["rate-limits.login"],
  },
  recovers: {
    title: "After the window the client is let in again",
    failureTitle: "After the window the client is still refused",
    description: "ASVS 5.0 6.3.1: a limit without an end is a lock-out.",
    sections: [9],
    phase: "limits",
    needs: ["rate-limits.login"],
  },
  client: {
    title: "Another client is not limited",
    failureTitle: "One client's requests limit another",
    description: 'Plan §9: "basic IP-based request limits". One abuser must not shut the door on everybody.',
    sections: [9],
    phase: "limits",
    capabilities: ["clients"],
    needs: ["rate-limits.login"],
  },
  spoof: {
    title: "X-Forwarded-For does not evade the limit",
    failureTitle: "X-Forwarded-For evades the limit",
    description: "ASVS 5.0 6.3.1. A limit that is keyed on a header which the client writes is no limit.",
    sections: [9],
    phase: "limits",
    needs: ["rate-limits.login"],
  },
  account: {
    title:
      "Many clients failing on one account, however it is spelt, are limited; its owner is not, and not locked out beyond a window",
    failureTitle: "Many clients can guess one account's password, or lock its owner out",
    description:
      "ASVS 5.0 6.1.1 and 6.3.1: limits against guessing, without malicious lock-out. A count for each spelling multiplies the guesses; one that counts right passwords locks out whoever signs in often.",
    sections: [9],
    phase: "limits",
    capabilities: ["clients"],
    needs: ["auth.login-wrong-password"],
  },
  throughGateway: {
    title: "Clients of the gateway are told apart",
    failureTitle: "All clients of the gateway share one limit",
    description:
      "Plan §9. Behind the gateway every request comes from its address: a service that counts that address limits everybody for one.",
    sections: [9],
    phase: "limits",
    capabilities: ["clients"],
    needs: ["rate-limits.login", "health.endpoint/api-gateway", "ports.peers/api-gateway"],
  },
  api: {
    title: "The service limits its API",
    failureTitle: "The service does not limit its API",
    description: 'Plan §9: "basic rate limiting prevents abuse", at every service, not at the login alone.',
    sections: [9],
    scope: "service",
    phase: "limits",
    needs: ["health.endpoint/{service}"],
  },
  exempt: {
    title: "Health and metrics are not limited",
    failureTitle: "Health or metrics are limited",
    description: "Plan §6. A probe that gets 429 restarts a healthy service under load.",
    sections: [9],
    phase: "limits",
    needs: ["health.endpoint"],
  },
  shared: {
    title: "Two replicas share one count",
    failureTitle: "Each replica counts for itself",
    description:
      "Plan §9. Limits counted per process double with every replica: that of logins, and that of all requests.",
    sections: [9],
    phase: "limits",
    capabilities: ["engine"],
    needs: ["rate-limits.login"],
  },
  storeDown: {
    title: "With Redis away logins stay limited and nothing answers 500",
    failureTitle: "With Redis away logins are not limited, or answer 500",
    description:
      "Plan §5 and §9. Neither an open door nor an outage: each replica counts by itself for as long.",
    sections: [9, 5],
    phase: "disturbing",
    capabilities: ["pause"],
    needs: ["rate-limits.login"],
  },
});
