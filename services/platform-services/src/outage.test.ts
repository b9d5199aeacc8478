import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createRedis } from "#kit/redis.ts";
import { listen } from "#kit/test-server.ts";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { createDatabase } from "./database.ts";
import { createTokens } from "./tokens.ts";

/** A datastore that takes connections and never says a word, as a paused one does. */
async function paused() {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** The service with both datastores at `port`. */
async function serviceWith(port: number, env: Record<string, string> = {}) {
  const config = readConfig({
    API_KEY: "an-ordinary-service-key",
    DATABASE_URL: `postgresql://somebody:secret@127.0.0.1:${port}/people`,
    REDIS_URL: `redis://127.0.0.1:${port}`,
    JWT_SECRET: "0123456789abcdef0123456789abcdef",
    PASSWORD_HASH_ROUNDS: "4",
    ...env,
  });
  const log = createLog({ service: "platform-services", level: "silent" });
  const database = createDatabase(config.DATABASE_URL, log);
  const redis = createRedis(config.REDIS_URL, log);
  const metrics = createMetrics("platform-services");
  const server = await listen(createApp({ config, log, metrics, database, redis, now: Date.now }));
  const now = Math.floor(Date.now() / 1000);
  const token = createTokens(config, Date.now).sign({
    sub: "0f8fad5b-d9cb-469f-a165-70867728950e",
    email: "ada@example.com",
    sid: "a-session",
    type: "access",
    iat: now,
    exp: now + 60,
  });
  return {
    url: server.url,
    token,
    [Symbol.asyncDispose]: async () => {
      redis.disconnect();
      await server[Symbol.asyncDispose]();
      await database.close();
    },
  };
}

const ada = JSON.stringify({ email: "ada@example.com", password: "testpass123" });
const post = (url: string, body: string) =>
  fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });

/** Nothing listens there: root alone may, and nobody does. */
const nowhere = 1;

test("When the datastores are away, then login, register and verify are 503 with Retry-After", async () => {
  await using service = await serviceWith(nowhere);
  const headers = { authorization: `Bearer ${service.token}` };
  for (const reply of [
    await post(`${service.url}/auth/login`, ada),
    await post(`${service.url}/auth/register`, ada),
    await fetch(`${service.url}/auth/verify`, { headers }),
  ]) {
    expect(reply.status).toBe(503);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(await reply.json()).toMatchObject({ status: 503, detail: "redis is away; try again shortly." });
  }
});

test("When the datastores hang, then nobody waits for them for long, and liveness not at all", async () => {
  using datastore = await paused();
  await using service = await serviceWith(datastore.port);
  const signal = AbortSignal.timeout(4000);
  const headers = { authorization: `Bearer ${service.token}` };
  expect((await fetch(`${service.url}/auth/verify`, { headers, signal })).status).toBe(503);
  expect((await fetch(`${service.url}/health`, { signal })).status).toBe(200);
  const ready = await fetch(`${service.url}/ready`, { signal });
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    checks: {
      postgres: { status: "down", required: true },
      redis: { status: "down", required: true },
    },
  });
});

test("When Postgres hangs, then a query is 503 before long", async () => {
  using datastore = await paused();
  const log = createLog({ service: "platform-services", level: "silent" });
  const database = createDatabase(`postgresql://somebody@127.0.0.1:${datastore.port}/people`, log);
  await expect(database.query("select 1")).rejects.toMatchObject({
    status: 503,
    headers: { "Retry-After": "1" },
  });
});

test("When the datastores are away, then what needs none is judged as ever", async () => {
  await using service = await serviceWith(nowhere);
  const login = `${service.url}/auth/login`;
  expect((await post(login, "{")).status).toBe(400);
  expect((await post(login, "{}")).status).toBe(422);
  const anonymous = await fetch(`${service.url}/auth/verify`);
  expect([anonymous.status, anonymous.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  const register = await post(
    `${service.url}/auth/register`,
    JSON.stringify({ email: "ada", password: "password", first_name: "A\0" }),
  );
  expect(register.status).toBe(422);
  expect(await register.json()).toMatchObject({
    errors: [{ field: "email" }, { field: "password" }, { field: "first_name" }],
  });
});

test("When a client asks to log in too often, by any method, then it is 429 before anything else", async () => {
  await using service = await serviceWith(nowhere, { LOGIN_RATE_LIMIT_MAX: "2" });
  const login = `${service.url}/auth/login`;
  const replies = [await fetch(login), await post(login, "{"), await fetch(login), await post(login, ada)];
  expect(replies.map(({ status }) => status)).toEqual([405, 400, 429, 429]);
  expect(replies[0]?.headers.get("ratelimit")).toMatch(/"login";r=1;t=\d+/);
  expect(Number(replies[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await post(`${service.url}/auth/register`, "{")).status).toBe(400);
});
