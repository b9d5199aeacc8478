// Sessions in Redis: what a token must still belong to. Each expires with its refresh token.
import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import type { User } from "./people.ts";
import { countScript, createScript, endScript, keepUserScript, rotateScript } from "./session-scripts.ts";
import { unavailable } from "./unavailable.ts";

/** A session as the answers show one; times in ISO 8601. */
export interface Session {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export interface Identity {
  readonly user: User;
  readonly session: Session;
}

export interface Rotation {
  readonly sid: string;
  readonly userId: string;
  /** The `jti` of the refresh token that was shown, and of the one that replaces it. */
  readonly from: string;
  readonly to: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Every method throws a Problem 503 while Redis is away. */
export interface Sessions {
  readonly create: (user: User, refreshJti: string, expiresAt: number) => Promise<Session>;
  readonly find: (sid: string) => Promise<Identity | undefined>;
  /** False when the session is gone or its refresh token was used before; the latter ends it. */
  readonly rotate: (rotation: Rotation) => Promise<boolean>;
  readonly end: (sid: string) => Promise<void>;
  readonly endAll: (userId: string) => Promise<void>;
  /** Shows the changed person in every session of theirs. */
  readonly keepUser: (user: User) => Promise<void>;
  /** How many have neither expired nor been ended. */
  readonly count: () => Promise<number>;
  readonly ping: () => Promise<void>;
}

const sessionKey = (sid: string) => `session:${sid}`;
const indexKey = (userId: string) => `user-sessions:${userId}`;
const allKey = "sessions";
const isoTime = (ms: number) => new Date(ms).toISOString();

/** 192 random bits (ASVS 7.2.3 wants 128). */
const newSessionId = () => randomBytes(24).toString("base64url");

function readIdentity(sid: string, fields: Readonly<Record<string, string>>): Identity | undefined {
  const { user, created_at, expires_at } = fields;
  if (user === undefined) return undefined;
  return {
    user: JSON.parse(user) as User,
    session: { id: sid, created_at: isoTime(Number(created_at)), expires_at: isoTime(Number(expires_at)) },
  };
}

async function answered<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (error) {
    throw unavailable("redis", error);
  }
}

export function createSessions(redis: Redis, now: () => number): Sessions {
  const sidsOf = (userId: string) => answered(redis.zrange(indexKey(userId), "0", "-1"));
  const create: Sessions["create"] = async (user, refreshJti, expiresAt) => {
    const [sid, createdAt] = [newSessionId(), now()];
    const values = [sid, createdAt, expiresAt, JSON.stringify(user), refreshJti];
    await answered(redis.eval(createScript, 3, sessionKey(sid), indexKey(user.id), allKey, ...values));
    return { id: sid, created_at: isoTime(createdAt), expires_at: isoTime(expiresAt) };
  };
  const rotate: Sessions["rotate"] = async ({ sid, userId, from, to, expiresAt }) => {
    const values = [sid, now(), expiresAt, from, to];
    const keys = [sessionKey(sid), indexKey(userId), allKey];
    return (await answered(redis.eval(rotateScript, keys.length, ...keys, ...values))) === 1;
  };
  const end = async (sids: readonly string[]) => {
    const keys = [allKey, ...sids.map(sessionKey)];
    await answered(redis.eval(endScript, keys.length, ...keys, ...sids));
  };
  const keepUser: Sessions["keepUser"] = async (user) => {
    const keys = (await sidsOf(user.id)).map(sessionKey);
    await answered(redis.eval(keepUserScript, keys.length, ...keys, JSON.stringify(user)));
  };
  return {
    create,
    rotate,
    keepUser,
    find: async (sid) => readIdentity(sid, await answered(redis.hgetall(sessionKey(sid)))),
    end: (sid) => end([sid]),
    endAll: async (userId) => {
      await end(await sidsOf(userId));
      await answered(redis.del(indexKey(userId)));
    },
    count: async () => Number(await answered(redis.eval(countScript, 1, allKey, now()))),
    ping: async () => {
      await answered(redis.ping());
    },
  };
}
