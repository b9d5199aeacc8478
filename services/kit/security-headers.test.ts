import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { Router } from "express";
import { expect, test } from "vitest";
import { noStore } from "./security-headers.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

const hardened = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-xss-protection": "0",
  "content-security-policy": "default-src 'none';frame-ancestors 'none';base-uri 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

test.each(["/health", "/metrics", "/nowhere", "/boom"])(
  "When %s is answered, then the headers are there and nothing names the software",
  async (path) => {
    const routes = Router();
    routes.get("/boom", () => {
      throw new Error("boom");
    });
    await using server = await listen(createTestApp({ routes }));
    const headers = Object.fromEntries((await fetch(server.url + path)).headers);
    expect(headers).toMatchObject(hardened);
    expect(headers).toHaveProperty("permissions-policy");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("server");
  },
);

test("When an answer carries tokens, then it may not be stored", async () => {
  const routes = Router();
  routes.get("/token", noStore, (_request, response) => {
    response.json({});
  });
  await using server = await listen(createTestApp({ routes }));
  expect((await fetch(`${server.url}/token`)).headers.get("cache-control")).toBe("no-store");
});

test("When an origin is allowed, then CORS says so; another origin is told nothing", async () => {
  await using server = await listen(createTestApp({ corsOrigins: ["https://app.example"] }));
  const allowedFor = async (origin: string) =>
    (await fetch(`${server.url}/health`, { headers: { origin } })).headers.get("access-control-allow-origin");
  expect(await allowedFor("https://app.example")).toBe("https://app.example");
  expect(await allowedFor("https://evil.example")).toBeNull();
});

test("When somebody greps for a header as the plan spells it, then it is found", async () => {
  await using server = await listen(createTestApp({ routes: Router() }));
  const [response] = (await once(get(`${server.url}/health`), "response")) as [IncomingMessage];
  response.resume();
  expect(response.rawHeaders).toEqual(
    expect.arrayContaining(["X-Content-Type-Options", "X-Frame-Options", "X-XSS-Protection"]),
  );
});
