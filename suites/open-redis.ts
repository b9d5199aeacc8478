// The system's Redis, for checks that judge what a service keeps in it.
import { Redis } from "ioredis";
import type { CheckContext } from "./check-context.ts";

/** [datastores] By the URL that compose gives `service`; disposed of, it is closed. */
export function openRedis({ stack, setting }: CheckContext, service: string): Redis & AsyncDisposable {
  const { password, username, pathname } = new URL(setting(service, "REDIS_URL"));
  const { host, port } = stack.address("redis");
  const redis = new Redis({
    host,
    port,
    ...(username ? { username: decodeURIComponent(username) } : {}),
    password: decodeURIComponent(password),
    db: Number(pathname.slice(1) || 0),
    lazyConnect: true,
    maxRetriesPerRequest: 1,
  });
  return Object.assign(redis, {
    [Symbol.asyncDispose]: async () => {
      await redis.quit();
    },
  });
}
