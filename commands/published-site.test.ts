// Holds the site between two runs: histories come back as they were published, and none is lost to a site that is ill.
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { assembleSite, restoreSite } from "./published-site.ts";

const folder = mkdtempSync(path.join(tmpdir(), "site-test-"));
const published = path.join(folder, "site");
const out = path.join(folder, "out");
let ill = false;
const server = createServer((request, response) => {
  const file = path.join(published, (request.url ?? "").replace("/project/", ""));
  if (ill) response.writeHead(503).end("over capacity");
  else if (existsSync(file)) response.end(readFileSync(file));
  else response.writeHead(404).end("<html>not found</html>");
});
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/project`;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
beforeEach(() => {
  ill = false;
  for (const name of [published, out]) rmSync(name, { recursive: true, force: true });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test("When reports are published and restored, then the histories go on and the results are those of the base", async () => {
  const texts = { "history.jsonl": "one\n", "allure-history.jsonl": "two\n", "pass-rate.json": "{}" };
  for (const [name, text] of Object.entries({
    ...texts,
    "index.html": "page",
    "allure/index.html": "report",
  }))
    write(path.join(out, name), text);
  for (const name of ["system/redis.log", "runs/run-1/pass-rate.json", "base/pass-rate.json"])
    write(path.join(out, name), "of one machine");
  assembleSite(published, out);
  rmSync(out, { recursive: true });
  await restoreSite(address(), out);

  expect(readFileSync(path.join(out, "history.jsonl"), "utf8")).toBe("one\n");
  expect(readFileSync(path.join(out, "allure-history.jsonl"), "utf8")).toBe("two\n");
  expect(readFileSync(path.join(out, "base/pass-rate.json"), "utf8")).toBe("{}");
  expect(existsSync(path.join(published, "allure/index.html"))).toBe(true);
  for (const name of ["system", "runs", "base"]) expect(existsSync(path.join(published, name))).toBe(false);
});

test("When nothing is published yet, then nothing is restored, and that is no failure", async () => {
  await restoreSite(address(), out);

  expect(existsSync(out)).toBe(false);
});

test("When the site answers with a failure or not at all, then it is refused: the history would be lost", async () => {
  ill = true;
  await expect(restoreSite(address(), out)).rejects.toThrow(
    /history\.jsonl answers 503; publishing without it would lose the history/,
  );
  await expect(restoreSite("http://127.0.0.1:9/", out)).rejects.toThrow(/does not answer/);
  await expect(restoreSite("nowhere", out)).rejects.toThrow('"nowhere" is no address of a site');
});

test("When there are no reports, then no site is made", () => {
  expect(() => assembleSite(published, out)).toThrow(/holds no reports; npm run verify or npm run merge/);
  expect(existsSync(published)).toBe(false);
});
