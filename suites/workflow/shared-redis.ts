// Looks into the Redis that airtable-gateway shares with its replicas, by the URL that compose gives it.
import { Redis } from "ioredis";
import type { CheckContext } from "../check-context.ts";
import { gateway } from "./airtable-records.ts";

/** Closed by `await using`. */
export function openSharedRedis({ stack, setting }: CheckContext): Redis & AsyncDisposable {
  const { password, pathname } = new URL(setting(gateway, "REDIS_URL"));
  const { host, port } = stack.address("redis");
  const redis = new Redis({
    host,
    port,
    password: decodeURIComponent(password),
    db: Number(pathname.slice(1)),
    lazyConnect: true,
    maxRetriesPerRequest: 1,
  });
  return Object.assign(redis, {
    async [Symbol.asyncDispose]() {
      await redis.quit();
    },
  });
}
