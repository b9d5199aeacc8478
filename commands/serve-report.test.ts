import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveReport, type ServedReport } from "./serve-report.ts";

let parent: string;
let report: ServedReport;

beforeAll(async () => {
  parent = mkdtempSync(path.join(tmpdir(), "serve-report-test-"));
  const folder = path.join(parent, "out");
  mkdirSync(path.join(folder, "allure"), { recursive: true });
  writeFileSync(path.join(parent, "outside.txt"), "outside");
  writeFileSync(path.join(folder, "index.html"), "<p>the page</p>");
  writeFileSync(path.join(folder, "allure", "index.html"), "<p>allure</p>");
  writeFileSync(path.join(folder, ".hidden"), "hidden");
  report = await serveReport(folder, 0);
});

afterAll(async () => {
  await report[Symbol.asyncDispose]();
  rmSync(parent, { recursive: true });
});

/** As it stands: `fetch` would take the dots out of a path by itself. */
async function get(at: string, host?: string): Promise<{ status: number | undefined; body: string }> {
  return await ask({ at, hostname: new URL(report.url).hostname, host });
}

interface Ask {
  readonly at: string;
  readonly hostname: string;
  readonly host?: string | undefined;
}

async function ask({ at, hostname, host }: Ask): Promise<{ status: number | undefined; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined; body: string }>();
  const { port } = new URL(report.url);
  const asked = request({ hostname, port, path: at, ...(host ? { headers: { host } } : {}) }, (response) => {
    text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
  });
  asked.on("error", reject).end();
  return await promise;
}

test("When the report is asked for, then its pages are there, to this machine alone", async () => {
  expect(new URL(report.url).hostname).toBe("127.0.0.1");
  expect(await get("/")).toEqual({ status: 200, body: "<p>the page</p>" });
  expect(await get("/allure/")).toEqual({ status: 200, body: "<p>allure</p>" });
});

// 127.0.0.2 is this machine too, under an address that is not listened on.
test("When another address of this machine is asked, then nobody answers there", async () => {
  await expect(ask({ at: "/", hostname: "127.0.0.2" })).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|UNREACH/);
});

test.for([
  "/../outside.txt",
  "/..%2foutside.txt",
  "/%2e%2e/outside.txt",
  "/allure/../../outside.txt",
  "/.hidden",
])("When %s is asked for, then nothing outside of the report is told", async (at) => {
  const { status, body } = await get(at);

  expect([400, 403, 404]).toContain(status);
  expect(body).not.toMatch(/^(outside|hidden)$/);
});

test("When another name leads here, then nothing is told to its pages", async () => {
  expect((await get("/", "attacker.example")).status).toBe(421);
});
