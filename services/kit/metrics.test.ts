import { Router } from "express";
import { expect, test } from "vitest";
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

test("When a request fails here, then the error counter and the histogram move with it", async () => {
  await using server = await listen(createTestApp({ routes: routes() }));
  await fetch(`${server.url}/boom`);
  const once = ['method="GET",route="/boom",service="kit",status="5xx" 1'];
  await expect.poll(() => samples(server.url, "request_errors_total")).toEqual(once);
  expect(await samples(server.url, "http_request_duration_seconds_count")).toEqual(once);
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
