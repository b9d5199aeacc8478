import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";
import { createRedis } from "./redis.ts";
import { createLog } from "./log.ts";
import { createTestApp, testApiKey } from "./test-app.ts";
import { listen } from "./test-server.ts";

const limit = { max: 2, windowSeconds: 60 };

test("When a client is over the limit, then it is 429 with Retry-After, whatever the method", async () => {
  const metrics = createMetrics("kit");
  await using server = await listen(createTestApp({ limit, metrics }));
  const replies = [
    await fetch(server.url),
    await fetch(server.url, { method: "POST", body: "{", headers: { "content-type": "application/json" } }),
    await fetch(server.url),
  ];
  expect(replies.map(({ status }) => status)).toEqual([404, 404, 429]);
  expect(Number(replies[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await replies[2]?.json()).toMatchObject({ status: 429, title: "Too Many Requests" });
  expect(await metrics.registry.metrics()).toContain('rate_limited_total{limit="kit",service="kit"} 1');
});

test("When requests are counted, then RateLimit counts down and names the policy", async () => {
  await using server = await listen(createTestApp({ limit }));
  const first = await fetch(server.url);
  const second = await fetch(server.url);
  expect(first.headers.get("ratelimit-policy")).toBe('"kit";q=2;w=60');
  expect(first.headers.get("ratelimit")).toMatch(/^"kit";r=1;t=\d+$/);
  expect(second.headers.get("ratelimit")).toMatch(/^"kit";r=0;t=\d+$/);
});

test("When clients differ, then each has a count; X-Forwarded-For without the key makes no client", async () => {
  await using server = await listen(createTestApp({ limit }));
  const from = async (address: string, key: string) =>
    (await fetch(server.url, { headers: { "x-forwarded-for": address, "x-api-key": key } })).status;
  expect([
    await from("203.0.113.1", testApiKey),
    await from("203.0.113.1", testApiKey),
    await from("203.0.113.1", testApiKey),
    await from("203.0.113.2", testApiKey),
  ]).toEqual([404, 404, 429, 404]);
  expect([
    await from("203.0.113.3", ""),
    await from("203.0.113.4", ""),
    await from("203.0.113.5", ""),
  ]).toEqual([404, 404, 429]);
});

test("When a client takes another address of its IPv6 network, then it is still the same client", async () => {
  await using server = await listen(createTestApp({ limit }));
  const from = async (address: string) =>
    (await fetch(server.url, { headers: { "x-forwarded-for": address, "x-api-key": testApiKey } })).status;
  const statuses = [await from("2001:db8::1"), await from("2001:db8::2"), await from("2001:db8::3")];
  expect(statuses).toEqual([404, 404, 429]);
  expect(await from("2001:db8:0:1::1")).toBe(404);
});

test("When a client is over the limit, then health and metrics still answer", async () => {
  await using server = await listen(createTestApp({ limit: { max: 1, windowSeconds: 60 } }));
  await fetch(server.url);
  expect((await fetch(server.url)).status).toBe(429);
  for (const path of ["/health", "/ready", "/metrics"])
    expect((await fetch(server.url + path)).status).toBe(200);
});

test("When the window is over, then the client may ask again", async () => {
  await using server = await listen(createTestApp({ limit: { max: 1, windowSeconds: 1 } }));
  await fetch(server.url);
  await expect.poll(async () => (await fetch(server.url)).status, { timeout: 5000, interval: 100 }).toBe(404);
});

test("When Redis is away, then this process counts by itself", async () => {
  const redis = createRedis("redis://127.0.0.1:1/0", createLog({ service: "kit", level: "silent" }));
  await using server = await listen(createTestApp({ limit, redis }));
  const statuses = [await fetch(server.url), await fetch(server.url), await fetch(server.url)];
  redis.disconnect();
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 429]);
});
