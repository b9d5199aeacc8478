// Judges what is kept of people in Redis and Postgres: sessions that end with their tokens, and hashed passwords.
import type { Redis } from "ioredis";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { openRedis } from "../open-redis.ts";
import { registerPerson } from "../person.ts";
import { settingOf } from "../settings.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";
import { expectRefused } from "./refusal.ts";
import { rowOfPerson } from "./person-row.ts";
import { claimsOf } from "./tokens.ts";

const platform = "platform-services";

/** Tokens count whole seconds, and two machines' clocks differ. */
const toleranceMs = 5000;

interface Kept {
  readonly key: string;
  readonly refreshToken: string;
  /** `after login`. */
  readonly when: string;
}

/** Milliseconds that the key has left. It ends with the token, whatever time went by while it was asked. */
async function expectEndsWithToken(
  { evidence }: CheckContext,
  redis: Redis,
  { key, refreshToken, when }: Kept,
): Promise<number> {
  const [asked, left, answered] = [Date.now(), await redis.pttl(key), Date.now()];
  evidence.record({ kind: "state", service: platform, summary: `redis: pttl ${key} is ${left} ms ${when}` });
  expect(left, `ms that Redis keeps the session of ${platform} ${when}`).toBeGreaterThan(0);
  const tokenEnds = (claimsOf(refreshToken).exp ?? NaN) * 1000;
  const what = `ms from the end of the refresh token to that of the session in Redis ${when}`;
  expect(asked + left - tokenEnds, what).toBeLessThanOrEqual(toleranceMs);
  expect(answered + left - tokenEnds, what).toBeGreaterThanOrEqual(-toleranceMs);
  return left;
}

verify(auth.sessionStored, async (context) => {
  const { http } = context;
  const person = await registerPerson(http);
  const key = `session:${claimsOf(person.accessToken).sid}`;
  await using redis = openRedis(context, platform);
  const { refreshToken } = person;
  const left = await expectEndsWithToken(context, redis, { key, refreshToken, when: "after login" });
  // As if half of its time had gone by: what a refresh at once adds would be too little to be seen.
  expect(await redis.pexpire(key, Math.floor(left / 2)), "the session is still in Redis").toBe(1);
  const reply = await http.post(platform, "/auth/refresh", { json: { refresh_token: refreshToken } });
  expect(reply.status, "status of POST /auth/refresh").toBe(200);
  const renewed = reply.json as { access_token: string; refresh_token: string };
  const when = "after POST /auth/refresh";
  await expectEndsWithToken(context, redis, { key, refreshToken: renewed.refresh_token, when });
  await redis.del(key);
  await expectRefused(http, renewed.access_token, "a session that is gone from Redis");
});

/** What the services take where compose says nothing. */
const defaultRounds = 12;

function roundsOf({ topology, setting }: CheckContext): number {
  const name = "PASSWORD_HASH_ROUNDS";
  const isGiven = settingOf(topology, platform, name) !== undefined;
  return isGiven ? Number(setting(platform, name)) : defaultRounds;
}

const bcryptHash = /^\$2[aby]\$(?<cost>\d\d)\$[./A-Za-z0-9]{53}$/;

verify(auth.passwordStored, async (context) => {
  const { http, evidence } = context;
  const rounds = roundsOf(context);
  const { id, password } = await registerPerson(http);
  const row = await rowOfPerson(context, id);
  expect(row, `the row of platform_users that POST /auth/register of ${platform} made`).toBeDefined();
  const texts = Object.entries(row ?? {}).map(([column, value]) => ({ column, text: String(value) }));
  const plain = texts.filter(({ text }) => text.includes(password)).map(({ column }) => column);
  expect(plain, `columns in which ${platform} keeps the password as it is`).toEqual([]);
  const costs = texts.flatMap(({ text }) => bcryptHash.exec(text)?.groups?.["cost"] ?? []).map(Number);
  const summary = `postgres: the row of ${id} has ${texts.length} columns, bcrypt hashes of cost ${costs.join(", ") || "(none)"}`;
  evidence.record({ kind: "state", service: platform, summary });
  expect(costs, `cost of the bcrypt hash that ${platform} keeps, by PASSWORD_HASH_ROUNDS`).toEqual([rounds]);
});
