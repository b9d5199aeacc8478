// A Redis client that fails at once while Redis is away, and comes back by itself.
import { Redis } from "ioredis";
import type { Log } from "./log.ts";

const connectTimeoutMs = 1000;
/** Longer than a busy machine stalls a process that just started, which is no outage. */
const commandTimeoutMs = 1000;

/**
 * Commands are refused at once while the connection is not ready, so that an outage slows nothing down;
 * a command that hangs (a paused server) breaks the connection after `commandTimeoutMs`.
 */
export function createRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    socketTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 1000),
  });
  let away = false;
  redis.on("error", (error: Error) => {
    if (!away) log.warn({ err: error.message }, "redis is away; trying again");
    away = true;
  });
  redis.on("ready", () => {
    if (away) log.info("redis is back");
    away = false;
  });
  return redis;
}

/** Readiness: one PING; on a hang the connection is dropped so that later commands fail at once. */
export async function pingRedis(redis: Redis): Promise<void> {
  if (redis.status !== "ready") throw new Error("not connected");
  try {
    await redis.ping();
  } catch (error) {
    redis.disconnect(true);
    throw error;
  }
}
