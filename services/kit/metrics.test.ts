import { Router } from "express";
import { expect, test, vi } from "vitest";
import { createMetrics } from "./metrics.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

function routes(): Router {
  const router = Router();
  router.get("/things/:id", (_request, response) => {
    response.json({});
  });
  router.get("/boom", () => {
    throw new Error("boom");
  });
  return router;
}

/** The lines of one metric, labels sorted, so that a failure shows what matters. */
async function samples(url: string, name: string): Promise<string[]> {
  const lines = (await read(url)).split("\n").filter((line) => line.startsWith(`${name}{`));
  return lines.map((line) => {
    const [, labels = "", value = ""] = /\{(.*)\} (.*)$/.exec(line) ?? [];
    return `${labels.split(",").toSorted().join()} ${value}`;
  });
}

const read = async (url: string) => (await fetch(`${url}/metrics`)).text();

test("When requests are answered, then each is counted once by pattern, and never by id", async () => {
  await using server = await listen(createTestApp({ routes: routes() }));
  for (const path of ["/things/1", "/things/2", "/nowhere/ada@example.com"]) await fetch(server.url + path);
  await expect
    .poll(() => samples(server.url, "request_count"))
    .toEqual([
      'method="GET",route="/things/:id",service="kit",status="2xx" 2',
      'method="GET",route="unmatched",service="kit",status="4xx" 1',
    ]);
  expect(/ada@example|things\/1/.test(await read(server.url))).toBe(false);
});

test("When a request fails, then the error counter tells by class whose fault it was", async () => {
  await using server = await listen(createTestApp({ routes: routes() }));
  for (const path of ["/boom", "/things/1", "/nowhere"]) await fetch(server.url + path);
  const ours = 'method="GET",route="/boom",service="kit",status="5xx" 1';
  const callers = 'method="GET",route="unmatched",service="kit",status="4xx" 1';
  await expect.poll(() => samples(server.url, "request_errors_total")).toEqual([ours, callers]);
  expect(await samples(server.url, "http_request_duration_seconds_count")).toContain(ours);
});

test("When requests are counted, then both names and the histogram tell the same", async () => {
  await using server = await listen(createTestApp({ routes: routes() }));
  for (const path of ["/things/1", "/things/2", "/boom", "/nowhere"]) await fetch(server.url + path);
  await expect.poll(() => samples(server.url, "request_count")).toHaveLength(3);
  const counted = await samples(server.url, "request_count");
  expect(await samples(server.url, "http_requests_total")).toEqual(counted);
  expect(await samples(server.url, "http_request_duration_seconds_count")).toEqual(counted);
  // The one that asks.
  expect(await read(server.url)).toContain('http_requests_in_flight{service="kit"} 1');
});

test("When health and metrics are asked, then they are not counted", async () => {
  await using server = await listen(createTestApp());
  for (const path of ["/health", "/ready", "/metrics"]) await fetch(server.url + path);
  expect(await samples(server.url, "request_count")).toEqual([]);
});

test("When the metrics have a token, then they want it", async () => {
  await using server = await listen(
    createTestApp({ metrics: createMetrics("kit", "a-token-of-the-metrics") }),
  );
  const ask = async (authorization: string) =>
    (await fetch(`${server.url}/metrics`, { headers: { authorization } })).status;
  expect(await ask("Bearer a-token-of-the-metrics")).toBe(200);
  expect(await ask("Bearer another-token")).toBe(401);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
});

const told = async (url: string) => {
  const [sample] = await samples(url, "dependency_up");
  return sample?.at(-1);
};

test("When a datastore goes away, or hangs, then /metrics says so by the next scrape and never waits for it", async () => {
  const { promise: hangs } = Promise.withResolvers<void>();
  const check = vi.fn<() => Promise<void>>().mockResolvedValue();
  const redis = { required: true, datastore: true, check };
  const peer = { required: true, check: () => Promise.reject(new Error("tells of itself")) };
  await using server = await listen(createTestApp({ dependencies: { redis, peer } }));
  expect(await samples(server.url, "dependency_up")).toEqual(['dependency="redis",service="kit" 1']);
  check.mockRejectedValue(new Error("away"));
  await told(server.url);
  expect(await told(server.url)).toBe("0");
  check.mockResolvedValue();
  await told(server.url);
  expect(await told(server.url)).toBe("1");
  check.mockReturnValue(hangs);
  // Asked, but for once not waited for: it is given a second to answer.
  expect(await told(server.url)).toBe("1");
  await expect.poll(() => told(server.url), { timeout: 3000 }).toBe("0");
});

test("When nobody has looked for a while, then /metrics asks the datastore before it tells of it", async () => {
  const check = vi.fn<() => Promise<void>>().mockResolvedValue();
  const redis = { required: true, datastore: true, check };
  await using server = await listen(createTestApp({ dependencies: { redis } }));
  expect(await told(server.url)).toBe("1");
  check.mockRejectedValue(new Error("away"));
  const later = performance.now() + 16_000;
  const clock = vi.spyOn(performance, "now").mockReturnValue(later);
  expect(await told(server.url)).toBe("0");
  clock.mockRestore();
});

test("When a limit has refused nobody yet, then its counter is 0 and not absent", async () => {
  await using server = await listen(createTestApp());
  expect(await samples(server.url, "rate_limited_total")).toEqual(['limit="kit",service="kit" 0']);
});
