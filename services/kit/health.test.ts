import { expect, test } from "vitest";
import type { Dependency } from "./health.ts";
import { createMetrics } from "./metrics.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

const up = (required: boolean): Dependency => ({ required, check: () => Promise.resolve() });
const down = (required: boolean): Dependency => ({
  required,
  check: () => Promise.reject(new Error("connection refused")),
});

async function ask(path: string, dependencies: Record<string, Dependency>) {
  await using server = await listen(createTestApp({ dependencies }));
  const reply = await fetch(server.url + path);
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

test("When every dependency is away, then liveness is still 200 with its fields", async () => {
  const { status, body } = await ask("/health", { postgres: down(true) });
  expect(status).toBe(200);
  expect(body).toEqual({
    status: "healthy",
    service: "kit",
    version: "1.2.3",
    uptime_seconds: expect.any(Number) as number,
  });
});

test.each([
  { what: "all are up", dependencies: { a: up(true), b: up(false) }, status: 200, verdict: "ready" },
  {
    what: "an optional one is away",
    dependencies: { a: up(true), b: down(false) },
    status: 200,
    verdict: "degraded",
  },
  {
    what: "a required one is away",
    dependencies: { a: down(true), b: up(false) },
    status: 503,
    verdict: "not-ready",
  },
])("When $what, then readiness says so", async ({ dependencies, status, verdict }) => {
  const answer = await ask("/ready", dependencies);
  expect(answer).toMatchObject({ status, body: { status: verdict, service: "kit" } });
  expect(Object.keys(answer.body["checks"] as object)).toEqual(["a", "b"]);
});

test("When a dependency is away, then its check gives the reason", async () => {
  const { body } = await ask("/ready", { postgres: down(true) });
  expect(body["checks"]).toMatchObject({
    postgres: { status: "down", required: true, error: "connection refused" },
  });
});

test("When a dependency hangs, then readiness does not", async () => {
  const hanging = { required: true, check: () => new Promise<void>(() => undefined) };
  const { status, body } = await ask("/ready", { redis: hanging });
  expect(status).toBe(503);
  expect(body["checks"]).toMatchObject({ redis: { status: "down", error: "no answer in 1000 ms" } });
});

test("When many ask for readiness at once, then each dependency is asked once", async () => {
  let asked = 0;
  const answer = Promise.withResolvers<undefined>();
  const check = () => {
    asked += 1;
    return answer.promise;
  };
  const metrics = createMetrics("kit");
  const dependencies = { model: { required: false, check } };
  await using server = await listen(createTestApp({ dependencies, metrics }));
  const flood = Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/ready`)));
  const inFlight = 'http_requests_in_flight{service="kit"} 20';
  await expect.poll(() => metrics.registry.metrics()).toContain(inFlight);
  answer.resolve(undefined);
  expect((await flood).map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(asked).toBe(1);
  await fetch(`${server.url}/ready`);
  expect(asked).toBe(2);
});
