import { expect, test } from "vitest";
import { Unreachable } from "../failure.ts";
import type { Reply } from "../http.ts";
import { createTally } from "./tally.ts";

const reply = (status: number): Reply => ({
  status,
  headers: {},
  text: "",
  json: status === 502 ? { title: "Bad Gateway" } : undefined,
  ms: 1,
});
const refused = () => new Unreachable({ service: "a", url: "http://a/", code: "ECONNREFUSED", elapsedMs: 1 });

test("When requests succeed, are refused or answer otherwise, then only the expected status counts", async () => {
  const tally = createTally();

  expect(await tally.count("login", 200, async () => reply(200))).toMatchObject({ status: 200 });
  expect(await tally.count("login", 200, async () => reply(502))).toBeUndefined();
  expect(await tally.count("login", 200, async () => reply(502))).toBeUndefined();
  expect(await tally.count("tables", 200, () => Promise.reject(refused()))).toBeUndefined();
  expect(tally.totals()).toMatchObject({
    requests: 4,
    succeeded: 1,
    percent: 25,
    failures: ["login 502 Bad Gateway: 2", "tables ECONNREFUSED: 1"],
  });
});

test("When the harness itself breaks, then that is no failed request", async () => {
  const counted = createTally().count("login", 200, () => Promise.reject(new TypeError("not a verdict")));

  await expect(counted).rejects.toThrow(TypeError);
});

test("When nothing was sent, then nothing succeeded", () => {
  expect(createTally().totals()).toMatchObject({ requests: 0, percent: 0 });
});
