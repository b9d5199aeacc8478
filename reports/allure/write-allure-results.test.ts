import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Status, type TestResult } from "allure-js-commons";
import { expect, onTestFinished, test } from "vitest";
import { sampleFile } from "../render/sample-file.ts";
import type { CriterionRecord, ResultFile } from "../result-types.ts";
import { allureAnchor, allureId } from "./allure-id.ts";
import { type AllureInput, writeAllureResults } from "./write-allure-results.ts";

const documentation = (suite: string) => `docs#${suite}`;

function written(file: ResultFile, more: Partial<AllureInput> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "allure-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const results = path.join(folder, "results");
  mkdirSync(results);
  writeFileSync(path.join(results, "left-behind-result.json"), "{}");
  writeAllureResults(results, { file, parts: [], live: [], documentation, secrets: [], ...more });
  const text = (name: string) => readFileSync(path.join(results, name), "utf8");
  const names = readdirSync(results);
  return {
    names,
    text,
    of: (id: string) => JSON.parse(text(`${allureId(id)}-result.json`)) as TestResult,
    results: names
      .filter((name) => name.endsWith("-result.json"))
      .map((name) => JSON.parse(text(name)) as TestResult),
  };
}

const labels = (result: TestResult, name: string) =>
  result.labels.filter((label) => label.name === name).map(({ value }) => value);

test("When a run is written, then every criterion is there once, whatever became of it, and says why", () => {
  const file = sampleFile({
    "health.endpoint/platform-services": "no answer",
    "headers.required/platform-services": "no answer",
    "auth.login-email": "401 instead of 200",
  });
  const { results, of } = written(file);

  expect(new Set(results.map(({ fullName }) => fullName))).toEqual(
    new Set(file.criteria.map(({ id }) => id)),
  );
  expect(results).toHaveLength(file.criteria.length);
  expect(new Set(results.map(({ uuid }) => uuid)).size).toBe(file.criteria.length);
  const open = results.filter(({ status }) => status === Status.SKIPPED);
  expect(open.length).toBeGreaterThan(5);
  expect(open.filter(({ statusDetails }) => !statusDetails.message)).toEqual([]);
  expect(of("health.container/redis").statusDetails.message).toBe(
    "not-verified: needs engine, which the embedded runtime lacks",
  );
  expect(of("auth.login-email")).toMatchObject({ status: "failed" });
  expect(of("headers.required/platform-services")).toMatchObject({
    status: "broken",
    statusDetails: { message: "blocked: health.endpoint/platform-services failed" },
    links: [{}, { url: `#${allureAnchor("health.endpoint/platform-services")}` }],
  });
});

test("When a criterion failed, then its cause, place and cure come first, and it stands in every tree", () => {
  const result = written(sampleFile({ "ports.mapping/airtable-gateway": "no answer" })).of(
    "ports.mapping/airtable-gateway",
  );
  expect(result).toMatchObject({
    status: "failed",
    testCaseId: allureId("ports.mapping/airtable-gateway"),
    links: [{ name: "what ports.mapping is", url: "docs#ports" }],
    statusDetails: {
      message:
        "airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002\n" +
        'change compose.test.yml:41\nmake it "7002:8002"',
    },
  });
  const of = (name: string) => labels(result, name);
  expect([of("parentSuite"), of("suite"), of("epic")]).toEqual([
    ["ports"],
    ["airtable-gateway"],
    expect.arrayContaining(["§1 Port mapping"]) as unknown,
  ]);
  expect([of("story"), of("owner"), of("category")]).toEqual([
    ["1.1 Port configuration fix"],
    ["DevOps Engineer"],
    ["wiring"],
  ]);
});

const asked = (at: number, id: string): CriterionRecord["evidence"][number] => ({
  kind: "exchange",
  service: "platform-services",
  summary: "POST http://127.77.0.1:8007/auth/login -> 401 in 3 ms",
  detail: {
    request: {
      method: "POST",
      url: "http://127.77.0.1:8007/auth/login",
      headers: {},
      body: { username: "ada" },
    },
    response: { status: 401, headers: { "x-request-id": id }, body: "{}" },
  },
  at,
});

function withEvidence(file: ResultFile, id: string, more: Partial<CriterionRecord>): ResultFile {
  return {
    ...file,
    criteria: file.criteria.map((record) => (record.id === id ? { ...record, ...more } : record)),
  };
}

test("When a criterion asked and asserted, then its steps read in that order, with curl, request and response", () => {
  const failed = sampleFile({ "auth.login-email": "401 instead of 200" });
  const file = withEvidence(failed, "auth.login-email", {
    started_at: 1000,
    duration_ms: 50,
    evidence: [asked(1010, "a"), asked(1030, "b")],
  });
  const step = { name: "expect(401).toBe(200)", status: "failed", start: 1020 };
  const live = [
    { name: "auth.login-email", steps: [step], labels: [], statusDetails: {} } as unknown as TestResult,
  ];
  const { of, text } = written(file, { live });
  const { steps, start, stop } = of("auth.login-email");

  expect([start, stop]).toEqual([1000, 1050]);
  expect(steps.map(({ name }) => name)).toEqual([
    "POST /auth/login at platform-services: 401 in 3 ms",
    "expect(401).toBe(200)",
    "POST /auth/login at platform-services: 401 in 3 ms",
  ]);
  const source = steps[0]?.attachments[0]?.source ?? "";
  expect(text(source)).toBe(
    "curl -isS \\\n  'http://127.77.0.1:8007/auth/login' \\\n  -H 'content-type: application/json' \\\n" +
      '  --data-raw \'{"username":"ada"}\'\n\n--- request\nPOST http://127.77.0.1:8007/auth/login\n\n{\n  "username": "ada"\n}\n\n' +
      "--- response\nHTTP 401\nx-request-id: a\n\n{}\n",
  );
});

const at = (ms: number, fields: object) => `${new Date(ms).toISOString()} ${JSON.stringify(fields)}`;

test("When services logged during a check, then its attachments hold its own lines and no other check's", () => {
  const file = withEvidence(sampleFile({}), "auth.login-email", {
    started_at: 1000,
    duration_ms: 50,
    evidence: [asked(1010, "mine")],
  });
  const parts = [
    {
      service: "platform-services",
      state: {},
      log: [
        at(900, { request_id: "mine", msg: "before" }),
        at(1010, { request_id: "mine", msg: "own" }),
        at(1011, { request_id: "other", msg: "another check's" }),
        at(1012, { msg: "pool lost" }),
        at(9000, { msg: "after" }),
      ],
    },
    { service: "redis", state: {}, log: [at(1012, { msg: "not asked" })] },
  ];
  const { of, text } = written(file, { parts });
  const [flow, log, ...more] = of("auth.login-email").attachments;
  expect([flow?.name, log?.name, more]).toEqual([
    "what was asked and seen, in order, with curl commands",
    "log of platform-services during the check",
    [],
  ]);
  expect(
    text(log?.source ?? "")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line.slice(25)) as unknown),
  ).toEqual([{ request_id: "mine", msg: "own" }, { msg: "pool lost" }]);
});
