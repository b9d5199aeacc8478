// Conversations in Redis: each belongs to one person, keeps its last messages and expires when unused.
import { randomUUID } from "node:crypto";
import { Problem } from "#kit/problem.ts";
import type { Redis } from "ioredis";
import type { Turn } from "./answerer.ts";
import type { ToolUsed } from "./tool-use.ts";

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: string;
  /** The base that the conversation is about; undefined for the default one. */
  readonly baseId: string | undefined;
}

export interface Message extends Turn {
  readonly at: string;
  readonly tools_used?: readonly ToolUsed[];
}

export interface Sessions {
  /** @throws {Problem} 404 when it is not there or another's, 503 while Redis is away. */
  readonly find: (id: string, userId: string) => Promise<Session>;
  /** A session that is kept once it has messages. @throws {Problem} 503 while it could not be kept. */
  readonly begin: (userId: string, baseId: string | undefined) => Promise<Session>;
  readonly history: (session: Session, count?: number) => Promise<readonly Message[]>;
  /** Adds messages, keeps the last `historyCap`, and starts the expiry anew. */
  readonly append: (session: Session, messages: readonly Message[]) => Promise<void>;
  readonly remove: (session: Session) => Promise<void>;
}

const historyCap = 200;

const sessionKey = (id: string) => `chat:session:${id}`;
const historyKey = (id: string) => `chat:history:${id}`;
const wellFormedId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const notThere = () => new Problem(404, "There is no such session, or it has expired.");

const away = (cause: unknown) =>
  new Problem(503, "Conversations cannot be read or kept while Redis is away.", {
    cause,
    headers: { "Retry-After": "1" },
    members: { peer: "redis" },
  });

const asking = <Result>(command: Promise<Result>): Promise<Result> =>
  command.catch((error: unknown) => Promise.reject(away(error)));

async function findSession(redis: Redis, id: string, userId: string): Promise<Session> {
  if (!wellFormedId.test(id)) throw notThere();
  const stored = await asking(redis.hgetall(sessionKey(id)));
  if (stored["user_id"] === undefined || stored["user_id"] !== userId) throw notThere();
  return { id, userId, createdAt: stored["created_at"] ?? "", baseId: stored["base_id"] };
}

async function append(
  redis: Redis,
  { session, messages, ttlSeconds }: { session: Session; messages: readonly Message[]; ttlSeconds: number },
): Promise<void> {
  const { id, userId, createdAt, baseId } = session;
  const fields = { user_id: userId, created_at: createdAt, ...(baseId ? { base_id: baseId } : {}) };
  const results = await asking(
    redis
      .multi()
      .hset(sessionKey(id), fields)
      .rpush(historyKey(id), ...messages.map((message) => JSON.stringify(message)))
      .ltrim(historyKey(id), -historyCap, -1)
      .expire(sessionKey(id), ttlSeconds)
      .expire(historyKey(id), ttlSeconds)
      .exec(),
  );
  const failed = results?.find(([error]) => error !== null)?.[0];
  if (failed || !results) throw away(failed);
}

/** @param ttlSeconds how long a session lives after its last message. */
export function createSessions(redis: Redis, ttlSeconds: number): Sessions {
  return {
    find: (id, userId) => findSession(redis, id, userId),
    begin: async (userId, baseId) => {
      // Asked first: an answer that cannot be kept must not have changed anything.
      await asking(redis.ping());
      return { id: randomUUID(), userId, createdAt: new Date().toISOString(), baseId };
    },
    history: async ({ id }, count = historyCap) => {
      const lines = await asking(redis.lrange(historyKey(id), -count, -1));
      return lines.map((line) => JSON.parse(line) as Message);
    },
    append: (session, messages) => append(redis, { session, messages, ttlSeconds }),
    remove: async ({ id }) => {
      await asking(redis.del(sessionKey(id), historyKey(id)));
    },
  };
}
