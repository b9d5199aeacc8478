// Bounds the guesses at one account, whoever makes them, without locking its owner out for good.
import { createHash } from "node:crypto";
import { type Limit, createLimiter, tooMany } from "#kit/rate-limit.ts";
import type { Redis } from "ioredis";
import { RateLimiterRes } from "rate-limiter-flexible";

/** However long the other windows are, an owner waits a minute at most (ASVS 6.1.1). */
const maxWindowSeconds = 60;

export interface AccountLimit {
  /**
   * Takes one attempt before the password is looked at, so that many at once cannot outrun the count.
   * @throws {Problem} 429 with Retry-After. An account that does not exist is counted like any other.
   */
  readonly take: (email: string) => Promise<void>;
  /** Gives that one attempt back: it was no wrong guess. Earlier failures stay counted. */
  readonly giveBack: (email: string) => Promise<void>;
}

/** Keeps e-mail addresses, and texts of any length, out of Redis' keys. */
const keyOf = (email: string) => createHash("sha256").update(email).digest("base64url");

export function createAccountLimit(
  options: { readonly max: number; readonly windowSeconds: number },
  redis: Redis | undefined,
): AccountLimit {
  const windowSeconds = Math.min(options.windowSeconds, maxWindowSeconds);
  const limit: Limit = { name: "account", max: options.max, windowSeconds };
  const limiter = createLimiter(limit, redis);
  return {
    take: async (email) => {
      try {
        await limiter.consume(keyOf(email));
      } catch (error) {
        throw error instanceof RateLimiterRes ? tooMany(limit, error) : error;
      }
    },
    giveBack: async (email) => {
      await limiter.reward(keyOf(email));
    },
  };
}
