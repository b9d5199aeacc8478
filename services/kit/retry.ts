// Tries again with exponential backoff and full jitter, within a number of attempts and a total time.
import { setTimeout as delay } from "node:timers/promises";

export interface RetryOptions<Result> {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** First wait in milliseconds; it doubles with each attempt. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** Total time in milliseconds; no wait begins that would end after it. */
  readonly budgetMs: number;
  /**
   * Judges one attempt's result or error: undefined to keep it, else how to go on. `afterMs` is the least
   * wait that the other side asked for (Retry-After).
   */
  readonly again: (attempt: Attempt<Result>) => { afterMs?: number } | undefined;
  readonly signal?: AbortSignal;
}

export type Attempt<Result> = { ok: true; result: Result } | { ok: false; error: Error };

/** Between half and all of the exponential wait, so that waits grow and clients still spread out. */
export function backoffMs(attempt: number, { baseMs, maxMs }: { baseMs: number; maxMs: number }): number {
  const full = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return full / 2 + (Math.random() * full) / 2;
}

async function attemptOnce<Result>(
  operation: (attempt: number) => Promise<Result>,
  number: number,
): Promise<Attempt<Result>> {
  try {
    return { ok: true, result: await operation(number) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Returns the first result that `again` keeps, or the last one; throws the last error. */
export async function retry<Result>(
  operation: (attempt: number) => Promise<Result>,
  options: RetryOptions<Result>,
): Promise<Result> {
  const deadline = performance.now() + options.budgetMs;
  for (let number = 1; ; number++) {
    const attempt = await attemptOnce(operation, number);
    const more = number < options.attempts ? options.again(attempt) : undefined;
    const wait = more ? Math.max(backoffMs(number, options), more.afterMs ?? 0) : Infinity;
    if (performance.now() + wait >= deadline) {
      if (!attempt.ok) throw attempt.error;
      return attempt.result;
    }
    await delay(wait, undefined, options.signal ? { signal: options.signal } : {});
  }
}
