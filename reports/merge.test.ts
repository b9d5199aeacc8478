import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import type { Outcome } from "../suites/outcome.ts";
import { mergeResultFiles } from "./merge.ts";
import { buildResultFile } from "./result-file.ts";
import type { ResultFile, RunInfo } from "./result-types.ts";
import { sampleResult, sampleRun } from "./sample.ts";

const criteria = criteriaOf({ services: ["a"], datastores: [] });

/** A file in which every criterion passed but those that are named. */
function fileOf(except: Readonly<Record<string, Outcome>>, run: Partial<RunInfo> = {}) {
  const results = new Map(criteria.map(({ id }) => [id, sampleResult(id, except[id] ?? "passed")]));
  return buildResultFile({ criteria, results, run: { ...sampleRun, ...run } });
}

/** Merged over the whole catalogue, each file by the name of its run. */
const merge = (...files: readonly ResultFile[]) =>
  mergeResultFiles(
    files.map((file) => ({ name: `${file.run.id}.json`, file })),
    criteria,
  );

const outcomeOf = (file: ReturnType<typeof fileOf>, id: string) =>
  file.criteria.find((c) => c.id === id)?.outcome;

test.each<[Outcome, Outcome, Outcome]>([
  ["not-verified", "passed", "passed"],
  ["not-selected", "passed", "passed"],
  ["not-built", "passed", "passed"],
  ["passed", "failed", "failed"],
  ["blocked", "failed", "failed"],
  ["error", "failed", "failed"],
  ["passed", "blocked", "blocked"],
  ["passed", "error", "error"],
  ["passed", "flaky", "flaky"],
  ["not-selected", "not-verified", "not-verified"],
  ["not-verified", "not-built", "not-built"],
])("When one run says %s and another %s, then %s stands, in either order", (one, other, standing) => {
  const files = [fileOf({ "ports.unique": one }), fileOf({ "ports.unique": other })];

  expect(outcomeOf(merge(...files), "ports.unique")).toBe(standing);
  expect(outcomeOf(merge(...files.toReversed()), "ports.unique")).toBe(standing);
});

test("When shards are merged, then the whole has a pass rate again", () => {
  const half = criteria.length / 2;
  const left = Object.fromEntries(criteria.slice(0, half).map(({ id }) => [id, "not-selected" as const]));
  const right = Object.fromEntries(criteria.slice(half).map(({ id }) => [id, "not-selected" as const]));
  const merged = merge(fileOf(left, { id: "left" }), fileOf(right, { id: "right", dirty: true }));

  expect(merged).toMatchObject({
    run: { ...sampleRun, id: "left+right", duration_ms: 84_280, dirty: true },
    runs: [{ id: "left" }, { id: "right" }],
    partial: false,
    green: true,
    pass_rate: { strict: { passed: criteria.length, of: criteria.length, percent: 100 } },
  });
});

test("When one file is merged with nothing, then it says what it said", () => {
  const file = fileOf({ "ports.unique": "failed", "health.container/a": "not-verified" });

  expect(merge(file)).toEqual(file);
});

test("When an attached run is all there is, then the merge is not green; with another runtime it can be", () => {
  const attached = fileOf({}, { runtime: "attached" });

  expect(attached.green).toBe(false);
  expect(merge(attached, attached).green).toBe(false);
  expect(merge(attached, fileOf({}, { id: "run-2" }))).toMatchObject({
    green: true,
    run: { runtime: "attached+embedded" },
  });
});

test("When a file is given twice, or beside a merge that holds it, then each run counts once", () => {
  const one = fileOf({}, { id: "one" });
  const both = merge(one, fileOf({}, { id: "two" }));

  expect(merge(one, one)).toEqual(one);
  expect(merge(both, one)).toEqual(both);
});

test("When no file tells of a criterion, then it still counts, and against the pass rate", () => {
  const whole = fileOf({});
  const short = { ...whole, criteria: whole.criteria.filter(({ id }) => id !== "ports.unique") };
  const merged = merge(short, { ...short, run: { ...short.run, id: "run-2" } });

  expect(merged).toMatchObject({
    totals: { criteria: criteria.length, passed: criteria.length - 1, error: 1 },
    pass_rate: { strict: { passed: criteria.length - 1, of: criteria.length } },
    green: false,
  });
  expect(merged.criteria.find(({ id }) => id === "ports.unique")).toMatchObject({
    outcome: "error",
    reason: "no result arrived",
  });
  expect(merge(short, whole)).toMatchObject({ green: true, totals: { passed: criteria.length } });
});

test("When a file claims numbers that its criteria do not give, then they are counted anew", () => {
  const file = fileOf({ "ports.unique": "failed" });
  const boast = { ...file, green: true, totals: { ...file.totals, failed: 0, passed: criteria.length } };

  expect(merge(boast)).toMatchObject({ green: false, totals: { failed: 1, passed: criteria.length - 1 } });
});

test("When the numbers of one run cannot be trusted, then neither can those of the merge", () => {
  const doubtful = { ...fileOf({}, { id: "run-2" }), faults: ["the harness failed: no file loaded"] };

  expect(merge(fileOf({}), doubtful)).toMatchObject({ green: false, faults: doubtful.faults });
});

test("When the files are of two commits, of another catalogue or none at all, then nothing is merged", () => {
  const file = fileOf({});
  const [first] = file.criteria;
  const foreign = { ...file, criteria: first ? [{ ...first, id: "ports.gone" }] : [] };

  expect(() => merge(file, fileOf({}, { id: "run-2", commit: "0000000" }))).toThrow(
    "only results of one commit can be merged, but run-1.json is of 4931c34deadbeef and run-2.json is of 0000000",
  );
  expect(() => merge(file, fileOf({}, { id: "run-2", commit: null }))).toThrow(
    "run-1.json is of 4931c34deadbeef and run-2.json is of no commit",
  );
  expect(() => merge(foreign)).toThrow(
    "run-1.json (commit 4931c34deadbeef) tells of ports.gone, which this catalogue does not have; merge with",
  );
  expect(() => merge()).toThrow("nothing to merge");
});
