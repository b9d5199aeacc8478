// What the caller is told of a failure of Airtable: its errors keep their meaning.
import { Problem } from "#kit/problem.ts";
import { type Reply, errorOutcome, isReadable, wasNeverSent } from "./airtable-reply.ts";
import { isQuotaUsedUp } from "./retry-policy.ts";
import { retryAfterHeader } from "./retry-after.ts";

/** After a 429 Airtable wants 30 s of silence (its API documentation, "Rate limits"). */
const penaltyMs = 30_000;
const quotaMs = 3_600_000;
const outageMs = 2000;

/** The caller's own mistakes, answered as Airtable answered them. */
const handedOn = new Set([400, 403, 404, 409, 413, 422]);

const peer = "airtable";

function members({ status, error }: Reply): Readonly<Record<string, unknown>> {
  return { airtable: { status, ...error } };
}

function limited(reply: Reply): Problem {
  const isQuota = isQuotaUsedUp(reply);
  const ms = reply.retryAfterMs ?? (isQuota ? quotaMs : penaltyMs);
  const detail = isQuota ? "Airtable's monthly quota is used up." : "Airtable limits the rate of requests.";
  return new Problem(503, detail, {
    headers: { "Retry-After": retryAfterHeader(ms) },
    members: { peer, ...members(reply) },
  });
}

/** Whoever asks again after a write should know what they may do twice. */
const notSentAgain = "It was not sent again: it may have been applied.";

function outage(reply: Reply, isRead: boolean): Problem {
  const status = reply.status === 503 || reply.status === 504 ? reply.status : 502;
  const seen = `Airtable answers ${reply.status}.`;
  return new Problem(status, isRead ? seen : `${seen} ${notSentAgain}`, {
    headers: { "Retry-After": retryAfterHeader(reply.retryAfterMs ?? outageMs) },
    members: { peer, ...members(reply) },
  });
}

/** The problem that a reply is, or undefined when it is an answer. */
export function replyProblem(reply: Reply, isRead: boolean): Problem | undefined {
  const { status, error } = reply;
  if (status === 429) return limited(reply);
  if (status >= 500) return outage(reply, isRead);
  if (handedOn.has(status)) {
    const detail = error.message ?? error.type ?? `Airtable answers ${status}.`;
    return new Problem(status, detail, { members: members(reply) });
  }
  if (status === 401) {
    return new Problem(502, "Airtable rejects the configured token.", {
      members: { peer, ...members(reply) },
    });
  }
  if (status >= 200 && status < 300 && isReadable(reply)) return undefined;
  const detail = status < 300 ? "Airtable's answer is not JSON." : `Airtable answers ${status}.`;
  return new Problem(502, detail, { members: { peer, ...members(reply) } });
}

/** No answer came: 504 when it was too slow, 502 when it could not be reached. */
export function errorProblem(cause: Error, isRead: boolean): Problem {
  if (cause instanceof Problem) return cause;
  const isSlow = errorOutcome(cause) === "timeout";
  const reason = isSlow ? "Airtable did not answer in time." : "Airtable cannot be reached.";
  const isSafe = isRead || wasNeverSent(cause);
  const detail = isSafe ? reason : `${reason} ${notSentAgain}`;
  return new Problem(isSlow ? 504 : 502, detail, {
    cause,
    headers: { "Retry-After": retryAfterHeader(outageMs) },
    members: { peer },
  });
}
