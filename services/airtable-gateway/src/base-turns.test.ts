// No base gets more turns in a second than it may have, however many ask and from however many replicas.
import type { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "#kit/log.ts";
import { createBaseTurns } from "./base-turns.ts";
import { type TestRedis, startTestRedis } from "#kit/test-redis.ts";

let store: TestRedis;
beforeAll(async () => {
  store = await startTestRedis();
});
afterAll(() => store[Symbol.asyncDispose]());

const log = createLog({ service: "test", level: "silent" });
const createTurns = (redis?: Redis, limit = 2) => createBaseTurns({ limit, redis, log });

test.for(["redis", "memory"])(
  "When five want two turns a second from %s, then the last waits more than two seconds",
  async (kind) => {
    const first = createTurns(kind === "redis" ? store.redis : undefined);
    const replica = kind === "redis" ? createTurns(await store.connect()) : first;
    const startedAt = performance.now();
    await Promise.all([first, replica, first, replica, first].map(({ take }) => take("appA", 10_000)));
    expect(performance.now() - startedAt).toBeGreaterThan(2000);
  },
);

test.for(["redis", "memory"])(
  "When the next turn from %s is too far off, then it is 503 with Retry-After at once, and takes no turn",
  async (kind) => {
    const turns = createTurns(kind === "redis" ? store.redis : undefined, 1);
    await turns.take("appB", 0);
    for (let again = 0; again < 3; again++) {
      await expect(turns.take("appB", 100)).rejects.toMatchObject({
        status: 503,
        headers: { "Retry-After": "2" },
      });
    }
    await turns.take("appC", 0);
  },
);
