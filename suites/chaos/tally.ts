// Counts requests that succeeded and that failed, by step and by reason.
import { Unreachable } from "../failure.ts";
import type { Reply } from "../http.ts";

export interface Totals {
  readonly requests: number;
  readonly succeeded: number;
  readonly percent: number;
  /** Milliseconds of the slowest, answered or not. */
  readonly slowestMs: number;
  /** `login 502: 3`, the commonest first. */
  readonly failures: readonly string[];
}

export interface Tally {
  /** Sends one request; undefined when it did not answer `expected`, refused and timed out included. */
  readonly count: (step: string, expected: number, send: () => Promise<Reply>) => Promise<Reply | undefined>;
  readonly totals: () => Totals;
}

/** What a problem says (RFC 9457), empty for any other answer. */
export function reasonOf({ json }: Reply): string {
  const said = json?.["detail"] ?? json?.["title"];
  return typeof said === "string" ? said : "";
}

export function createTally(): Tally {
  const failures = new Map<string, number>();
  let requests = 0;
  let succeeded = 0;
  let slowestMs = 0;
  const fail = (what: string) => {
    failures.set(what, (failures.get(what) ?? 0) + 1);
  };
  const answer = async (step: string, send: () => Promise<Reply>): Promise<Reply | undefined> => {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      fail(`${step} ${error.code}`);
      return undefined;
    }
  };
  return {
    count: async (step, expected, send) => {
      requests += 1;
      const startedAt = performance.now();
      const reply = await answer(step, send);
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      if (reply?.status === expected) {
        succeeded += 1;
        return reply;
      }
      if (reply) fail(`${step} ${reply.status} ${reasonOf(reply)}`.trimEnd());
      return undefined;
    },
    totals: () => ({
      requests,
      succeeded,
      percent: requests === 0 ? 0 : (succeeded / requests) * 100,
      slowestMs: Math.round(slowestMs),
      failures: [...failures].toSorted(([, a], [, b]) => b - a).map(([what, count]) => `${what}: ${count}`),
    }),
  };
}
