// Gives each base's requests their turns, so many a second for all replicas together.
// Turns are given out ahead of time, first come first served, and never more than the limit in any second:
// a counter that starts anew each second would let twice as many through around its edge, and Airtable
// answers the sixth request of a second with 30 seconds of 429.
import { setTimeout as delay } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Log } from "#kit/log.ts";
import { Problem } from "#kit/problem.ts";
import { retryAfterHeader } from "./retry-after.ts";

/** More than a second, since requests jostle on their way and one that arrives too early costs 30 seconds. */
const windowMs = 1200;

/** Either the wait until the turn that was given, or the wait that would have been too long. */
type Turn = { readonly given: boolean; readonly waitMs: number };

export interface BaseTurns {
  /** Waits for the base's next turn. @throws {Problem} 503 at once when that is further off than `maxWaitMs`. */
  readonly take: (base: string, maxWaitMs: number) => Promise<void>;
}

// The list holds the times of the last `limit` turns, newest first, some of them still to come.
const script = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local limit, window, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local oldest = redis.call('LINDEX', KEYS[1], limit - 1)
local wait = 0
if oldest then wait = math.max(0, tonumber(oldest) + window - now) end
if wait > longest then return {0, wait} end
redis.call('LPUSH', KEYS[1], string.format('%.0f', now + wait))
redis.call('LTRIM', KEYS[1], 0, limit - 1)
redis.call('PEXPIRE', KEYS[1], wait + window)
return {1, wait}
`;

function createMemoryTurns(limit: number) {
  const turns = new Map<string, number[]>();
  return (base: string, maxWaitMs: number): Turn => {
    const now = performance.now();
    const times = (turns.get(base) ?? []).filter((time) => time + windowMs > now).slice(-limit);
    const oldest = times.length < limit ? undefined : times[0];
    const waitMs = oldest === undefined ? 0 : oldest + windowMs - now;
    const given = waitMs <= maxWaitMs;
    turns.set(base, given ? [...times, now + waitMs] : times);
    return { given, waitMs };
  };
}

/** With Redis away each replica counts by itself. */
export function createBaseTurns(options: { limit: number; redis: Redis | undefined; log: Log }): BaseTurns {
  const { limit, redis, log } = options;
  const fromMemory = createMemoryTurns(limit);
  const fromRedis = async (base: string, maxWaitMs: number): Promise<Turn> => {
    if (redis?.status !== "ready") return fromMemory(base, maxWaitMs);
    try {
      const key = `airtable:turns:${base}`;
      const reply = await redis.eval(script, 1, key, limit, windowMs, Math.floor(maxWaitMs));
      const [given, waitMs] = reply as [number, number];
      return { given: given === 1, waitMs };
    } catch (error) {
      log.debug({ err: error }, "turns are counted in memory");
      return fromMemory(base, maxWaitMs);
    }
  };
  return {
    take: async (base, maxWaitMs) => {
      const { given, waitMs } = await fromRedis(base, Math.max(0, maxWaitMs));
      if (!given) {
        throw new Problem(503, "Too many requests wait for this base.", {
          headers: { "Retry-After": retryAfterHeader(waitMs) },
          members: { limit: { requests_per_second: limit } },
        });
      }
      if (waitMs > 0) await delay(waitMs);
    },
  };
}
