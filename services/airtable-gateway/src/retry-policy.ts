// Which failed attempts at Airtable may be sent again: a write only when it cannot have been applied.
import { Problem } from "#kit/problem.ts";
import type { Attempt } from "#kit/retry.ts";
import { type Reply, wasNeverSent } from "./airtable-reply.ts";

const passing = new Set([429, 502, 503, 504]);

/** The monthly quota is used up: asking again changes nothing. */
const quotaUsedUp = "PUBLIC_API_BILLING_LIMIT_EXCEEDED";

export const isQuotaUsedUp = ({ error }: Reply): boolean => error.type === quotaUsedUp;

/** For the kit's `retry`: undefined keeps the attempt's result, else how long Airtable asked to wait. */
export function mayRetry(attempt: Attempt<Reply>, isRead: boolean): { afterMs?: number } | undefined {
  if (!attempt.ok) {
    if (attempt.error instanceof Problem) return undefined;
    return isRead || wasNeverSent(attempt.error) ? {} : undefined;
  }
  const { status, retryAfterMs } = attempt.result;
  const passes = isRead ? passing.has(status) : status === 429;
  if (!passes || isQuotaUsedUp(attempt.result)) return undefined;
  return retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
}
