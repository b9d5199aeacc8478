// The checks of the suite "chaos" on an Airtable that fails, throttles or hangs.
import type { Declaration } from "../declare-checks.ts";

// They change an Airtable that everybody shares, so nothing else may run beside them.
const scripted = {
  sections: [5],
  phase: "disturbing",
  capabilities: ["script-airtable"],
  needs: ["auth.api-key"],
} as const;

export const airtableFailureChecks = {
  retry: {
    title: "Airtable fails twice, the third attempt succeeds: 3 attempts with growing waits",
    failureTitle: "A call that fails twice is not tried a third time with growing waits",
    description:
      'Plan §5 A: "simple retry decorator with exponential backoff", "API calls retry 3x before failing".',
    ...scripted,
  },
  retryExhausted: {
    title: "3 failures end in 502, 503 or 504 as a problem with Retry-After",
    failureTitle: "Exhausted retries do not end in 502, 503 or 504 as a problem with Retry-After",
    description:
      "Plan §5 A, RFC 9457, RFC 9110 §10.2.3. The caller must learn that it is upstream and when to try again.",
    ...scripted,
  },
  retryWrites: {
    title: "A create that may have been applied is not sent twice",
    failureTitle: "A create that may have been applied is sent twice",
    description:
      "RFC 9110 §9.2.2: only idempotent requests are repeated by themselves. A retried create is a double record, whether the connection broke, Airtable kept silent, or it answered 502, 503 or 504.",
    ...scripted,
  },
  throttled: {
    title: "A 429's Retry-After is honoured",
    failureTitle: "A 429's Retry-After is not honoured",
    description:
      "Airtable allows 5 requests a second per base and then wants a pause; asking at once prolongs it. RFC 6585 §4.",
    ...scripted,
  },
  timeout: {
    title: "A hung Airtable ends in 504 within the budget",
    failureTitle: "A hung Airtable does not end in 504 within the budget",
    description:
      "Plan §5. A call without a time budget takes a connection with it for ever; enough of them take the service. Airtable is silent from the start, and from the middle of its answer.",
    ...scripted,
  },
  rejectedToken: {
    title: "A token that Airtable rejects is 502, not the caller's 401",
    failureTitle: "A token that Airtable rejects is not answered with 502",
    description:
      "RFC 9110 §15.5.2, §15.6.3. The caller's own credentials were fine: whoever is told 401 signs in again and again, and nobody looks at the system's token.",
    ...scripted,
  },
} as const satisfies Record<string, Declaration>;
