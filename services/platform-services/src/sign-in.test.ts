import { createMetrics } from "#kit/metrics.ts";
import { startTestRedis } from "#kit/test-redis.ts";
import { expect, test, vi } from "vitest";
import { createAuthMetrics } from "./auth-metrics.ts";
import { readConfig } from "./config.ts";
import type { People, User } from "./people.ts";
import { createSessions } from "./sessions.ts";
import { createSignIn } from "./sign-in.ts";
import { createTokens } from "./tokens.ts";
import { unavailable } from "./unavailable.ts";

const config = readConfig({
  API_KEY: "an-ordinary-service-key",
  DATABASE_URL: "postgresql://postgres/people",
  REDIS_URL: "redis://redis",
  JWT_SECRET: "0123456789abcdef0123456789abcdef",
});

const ada: User = {
  id: "0f8fad5b-d9cb-469f-a165-70867728950e",
  email: "ada@example.com",
  first_name: "Ada",
  last_name: null,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
};

/** Signing in over a real Redis, with a Postgres that answers as `find` does. */
async function startSignIn() {
  const server = await startTestRedis();
  const find = vi.fn<People["find"]>().mockResolvedValue(ada);
  const sessions = createSessions(server.redis, Date.now);
  const tokens = createTokens(config, Date.now);
  const metrics = createAuthMetrics(createMetrics("platform-services"), sessions.count);
  const people = { find } as Partial<People> as People;
  const signIn = createSignIn({ config, people, sessions, tokens, metrics, now: Date.now });
  const sidOf = (token: string) => tokens.read(token, "access")?.sid ?? "";
  return {
    find,
    signIn,
    sessions,
    sessionOf: ({ access_token }: { access_token: string }) => sessions.find(sidOf(access_token)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("When Postgres is away at a refresh, then the refresh token is not used up and works afterwards", async () => {
  await using system = await startSignIn();
  const first = await system.signIn.open(ada);
  system.find.mockRejectedValueOnce(unavailable("postgres", new Error("away")));
  await expect(system.signIn.renew(first.refresh_token)).rejects.toMatchObject({ status: 503 });
  const second = await system.signIn.renew(first.refresh_token);
  expect(await system.sessionOf(second)).toMatchObject({ user: ada });
});

test("When a refresh token is used twice, then its session ends for everybody", async () => {
  await using system = await startSignIn();
  const first = await system.signIn.open(ada);
  const second = await system.signIn.renew(first.refresh_token);
  await expect(system.signIn.renew(first.refresh_token)).rejects.toMatchObject({ status: 401 });
  await expect(system.signIn.renew(second.refresh_token)).rejects.toMatchObject({ status: 401 });
  expect(await system.sessionOf(second)).toBeUndefined();
});

test("When the person is gone, then a refresh is 401 and ends the session", async () => {
  await using system = await startSignIn();
  const first = await system.signIn.open(ada);
  system.find.mockResolvedValue(undefined);
  await expect(system.signIn.renew(first.refresh_token)).rejects.toMatchObject({ status: 401 });
  expect(await system.sessionOf(first)).toBeUndefined();
});

test("When sessions begin, are renewed and end, then the metrics tell how many there are", async () => {
  await using system = await startSignIn();
  const [first, second] = [await system.signIn.open(ada), await system.signIn.open(ada)];
  expect(await system.sessions.count()).toBe(2);
  await system.signIn.renew(first.refresh_token);
  await expect(system.signIn.renew(first.refresh_token)).rejects.toMatchObject({ status: 401 });
  expect(await system.sessions.count()).toBe(1);
  await system.sessions.endAll(ada.id);
  expect(await system.sessionOf(second)).toBeUndefined();
  expect(await system.sessions.count()).toBe(0);
});
