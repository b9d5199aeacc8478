import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import baseline from "./baseline.json" with { type: "json" };
import { judgeGate } from "./gate.ts";
import { buildResultFile } from "./result-file.ts";
import { sampleCriterion, sampleResult, sampleRun, sampleScope } from "./sample.ts";
import { settle } from "./settle.ts";

const schema = JSON.parse(
  readFileSync(new URL("schema/pass-rate.schema.json", import.meta.url), "utf8"),
) as Record<string, unknown>;
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const diagnosis = {
  summary: "a listens on 8002",
  file: "compose.test.yml",
  line: 41,
  cure: 'make it "7002:8002"',
};
const criteria = [
  sampleCriterion("ports.mapping/a"),
  sampleCriterion("health.endpoint/a", { sections: [2, 1], needs: ["ports.mapping/a"] }),
  sampleCriterion("ports.unique"),
  sampleCriterion("health.container/redis", { sections: [2], capabilities: ["engine"] }),
];
const raw = [
  sampleResult("ports.mapping/a", "failed", { diagnosis, durationMs: 12 }),
  sampleResult("health.endpoint/a", "failed"),
  sampleResult("ports.unique", "passed", { durationMs: 3 }),
];
const small = buildResultFile({ criteria, results: settle(criteria, raw, sampleScope), run: sampleRun });

test("When a file is built, then the schema allows it, and what JSON keeps of it is the same", () => {
  validate(small);
  expect(validate.errors).toBeNull();
  expect(JSON.parse(JSON.stringify(small))).toEqual(small);
});

test("When the whole catalogue is built from nothing but its scope, then the schema allows it", () => {
  const all = criteriaOf({ services: ["a", "b"], datastores: ["redis"] });
  validate(buildResultFile({ criteria: all, results: settle(all, [], sampleScope), run: sampleRun }));
  expect(validate.errors).toBeNull();
});

test.each([
  ["a version that this schema is not of", { ...small, schema_version: "2.0.0" }],
  ["a field that nobody documented", { ...small, extra: 1 }],
  ["no totals", { ...small, totals: undefined }],
  ["an outcome that does not exist", { ...small, criteria: [{ ...small.criteria[0], outcome: "skipped" }] }],
  ["a start that is no time", { ...small, run: { ...sampleRun, started_at: "yesterday" } }],
])("When a file has %s, then the schema refuses it", (_, file) => {
  expect(validate(JSON.parse(JSON.stringify(file)))).toBe(false);
});

test("When a criterion failed, then its record says what is wrong, where, and what it blocks", () => {
  expect(small.criteria[0]).toEqual({
    id: "ports.mapping/a",
    check: "ports.mapping",
    service: "a",
    suite: "ports",
    section: 1,
    sections: [1],
    title: "ports.mapping does not hold",
    outcome: "failed",
    reason: "ports.mapping/a failed",
    blocked_by: null,
    diagnosis,
    duration_ms: 12,
    evidence: [{ kind: "note", service: "a", summary: "seen", detail: null, at: 0 }],
  });
  expect(small.criteria[1]).toMatchObject({
    title: "health.endpoint holds",
    outcome: "blocked",
    blocked_by: "ports.mapping/a",
    section: 2,
    sections: [2, 1],
  });
});

test("When a hook or a file of the harness broke, then no pass makes the run green, and the gate says why", () => {
  const [criterion] = criteria.slice(2);
  if (!criterion) throw new Error("the sample has no third criterion");
  const results = settle([criterion], [sampleResult(criterion.id, "passed")], sampleScope);
  const input = { criteria: [criterion], results, run: sampleRun };
  expect(buildResultFile(input)).toMatchObject({ green: true, faults: [] });
  const broken = buildResultFile({ ...input, harnessErrors: ["a.suite.ts: hook broke"] });
  expect(broken).toMatchObject({ green: false, faults: ["the harness failed: a.suite.ts: hook broke"] });
  expect(judgeGate(broken, { green: true, percent: undefined }).held).toBe(false);
});

test("When parts are counted, then each criterion counts in one section, and the parts add up to the whole", () => {
  expect(small.sections.slice(0, 2)).toMatchObject([
    { section: 1, title: "Port mapping", week: 1, criteria: 2, passed: 1, failed: 1, percent: 50 },
    { section: 2, title: "Missing services", week: 1, criteria: 2, blocked: 1, not_verified: 1, percent: 0 },
  ]);
  expect(small.sections).toHaveLength(9);
  expect(small.services.map(({ service, criteria: count, passed }) => [service, count, passed])).toEqual([
    ["a", 2, 0],
    ["redis", 1, 0],
  ]);
  for (const parts of [small.sections, small.suites]) {
    expect(parts.reduce((sum, part) => sum + part.criteria, 0)).toBe(4);
  }
});

test("When something of a part was not selected, then the part has no percentage either", () => {
  const selected = new Set(["ports.unique"]);
  const results = settle(criteria, raw.slice(2), { ...sampleScope, selected });

  expect(buildResultFile({ criteria, results, run: sampleRun })).toMatchObject({
    pass_rate: { strict: null },
    partial: true,
    suites: [
      { suite: "ports", criteria: 2, passed: 1, not_selected: 1, percent: null },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
    ],
  });
});

const sum = (key: "passed" | "failed" | "skipped") =>
  baseline.categories.reduce((total, category) => total + category[key], 0);

test("When the plan's starting point is added up, then it is 15 of 42", () => {
  expect([sum("passed"), sum("failed"), sum("skipped")]).toEqual([
    baseline.passed,
    baseline.failed,
    baseline.skipped,
  ]);
  expect([baseline.passed, baseline.of, baseline.percent]).toEqual([15, 42, 35.7]);
  expect(small.goal).toEqual({ start_percent: 35.7, week1_percent: [60, 70], week2_percent: 80 });
});
