// Keeps Airtable's answers in Redis; a write makes every older answer unreachable, also for reads under way.
// A base's entries carry its generation in their key. Generations belong to the whole base and not to a table:
// a table has two names, and a record written in one table changes links and lookups in others.
import { createHash, randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { Log } from "#kit/log.ts";
import type { CacheResult } from "./airtable-metrics.ts";

export type Kind = "records" | "schema";

export interface CacheQuestion {
  /** The base, or a name of its own for what belongs to none. */
  readonly base: string;
  readonly kind: Kind;
  /** The whole normalised question, such as the upstream's path and query. */
  readonly key: string;
  /** The caller wants a new answer (Cache-Control: no-cache). */
  readonly fresh: boolean;
}

export interface AnswerCache {
  /** The kept answer, or `ask`'s, which is then kept. Without Redis every answer is `ask`'s. */
  readonly answer: (
    question: CacheQuestion,
    ask: () => Promise<string>,
  ) => Promise<{ text: string; result: CacheResult }>;
  /** Ends everything kept of a base; never throws. To be called before and after each write. */
  readonly invalidate: (base: string, kinds: readonly Kind[]) => Promise<void>;
}

export interface AnswerCacheOptions {
  readonly redis: Redis | undefined;
  readonly log: Log;
  readonly ttlSeconds: Readonly<Record<Kind, number>>;
}

const generationSeconds = 86_400;
const generationKey = (base: string, kind: Kind) => `airtable:generation:${base}:${kind}`;

// Generations are random and not counted up: one that Redis lost can never come back with its old entries.
async function generation(redis: Redis, key: string): Promise<string> {
  const known = await redis.get(key);
  if (known !== null) return known;
  await redis.set(key, randomUUID(), "EX", generationSeconds, "NX");
  return (await redis.get(key)) ?? randomUUID();
}

function entryKey({ base, kind, key }: CacheQuestion, current: string): string {
  const digest = createHash("sha256").update(key).digest("base64url");
  return `airtable:answer:${base}:${kind}:${current}:${digest}`;
}

/** A cache over Redis that is slower, not broken, while Redis is away. */
export function createAnswerCache({ redis, log, ttlSeconds }: AnswerCacheOptions): AnswerCache {
  /** Generations that a write could not renew while Redis was away: nothing is read under them before. */
  const overdue = new Set<string>();
  const unavailable = (error: unknown) => {
    log.debug({ err: error }, "the cache is away");
  };

  /** An overdue key is taken out first and put back on failure, so that a failure meanwhile is not forgotten. */
  async function renewAll(connection: Redis, keys: readonly string[]): Promise<void> {
    for (const key of keys) overdue.delete(key);
    try {
      await Promise.all(keys.map((key) => connection.set(key, randomUUID(), "EX", generationSeconds)));
    } catch (error) {
      for (const key of keys) overdue.add(key);
      throw error;
    }
  }

  async function lookUp(
    question: CacheQuestion,
  ): Promise<{ entry: string; kept: string | null } | undefined> {
    if (redis?.status !== "ready") return undefined;
    const key = generationKey(question.base, question.kind);
    try {
      if (overdue.has(key)) await renewAll(redis, [key]);
      const entry = entryKey(question, await generation(redis, key));
      return { entry, kept: question.fresh ? null : await redis.get(entry) };
    } catch (error) {
      unavailable(error);
      return undefined;
    }
  }

  return {
    answer: async (question, ask) => {
      const place = await lookUp(question);
      if (typeof place?.kept === "string") return { text: place.kept, result: "hit" };
      const text = await ask();
      if (!place || !redis) return { text, result: "bypass" };
      await redis.set(place.entry, text, "EX", ttlSeconds[question.kind]).catch(unavailable);
      return { text, result: "miss" };
    },
    invalidate: async (base, kinds) => {
      const keys = kinds.map((kind) => generationKey(base, kind));
      if (redis?.status === "ready") await renewAll(redis, keys).catch(unavailable);
      else for (const key of keys) overdue.add(key);
    },
  };
}
