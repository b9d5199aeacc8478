// The document and the page that shows it, as a browser would load them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FakeSystem, startFakeSystem } from "../fake-system.ts";

let system: FakeSystem;
beforeAll(async () => {
  system = await startFakeSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

test("When the document is asked for, then it is OpenAPI 3.1 of this release", async () => {
  const reply = await fetch(`${system.url}/openapi.json`);
  expect(reply.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(await reply.json()).toMatchObject({ openapi: "3.1.1", info: { version: "0.0.0" } });
});

test("When the page is asked for, then all that it loads is here, and no script is inline", async () => {
  const reply = await fetch(`${system.url}/docs`);
  expect(reply.status).toBe(200);
  expect(reply.headers.get("content-security-policy")).toMatch(/script-src 'self';/);
  const html = await reply.text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  const loaded = Array.from(
    html.matchAll(/(?:src|href)="([^"]+)"/g),
    ([, url = ""]) => new URL(url, reply.url),
  );
  expect(loaded.length).toBeGreaterThan(4);
  for (const url of loaded) {
    expect(url.origin).toBe(system.url);
    const asset = await fetch(url);
    expect([url.pathname, asset.status]).toEqual([url.pathname, 200]);
    await asset.body?.cancel();
  }
  const script = await (await fetch(`${system.url}/docs/swagger-ui-init.js`)).text();
  expect(script).toContain('"swaggerUrl": "/openapi.json"');
});

test.for(["/docs/index.html", "/docs/package.json", "/docs/swagger-ui.js.map", "/docs/..%2fpackage.json"])(
  "When %s is asked for, then it is a 404 problem",
  async (path) => {
    const reply = await fetch(system.url + path);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      404,
      "application/problem+json; charset=utf-8",
    ]);
  },
);

test("When the page is posted to, then it is 405", async () => {
  expect((await fetch(`${system.url}/docs`, { method: "POST" })).status).toBe(405);
});
