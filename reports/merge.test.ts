import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import type { Outcome } from "../suites/outcome.ts";
import { mergeResultFiles } from "./merge.ts";
import { buildResultFile } from "./result-file.ts";
import type { RunInfo } from "./result-types.ts";
import { sampleResult, sampleRun } from "./sample.ts";

const criteria = criteriaOf({ services: ["a"], datastores: [] });

/** A file in which every criterion passed but those that are named. */
function fileOf(except: Readonly<Record<string, Outcome>>, run: Partial<RunInfo> = {}) {
  const results = new Map(criteria.map(({ id }) => [id, sampleResult(id, except[id] ?? "passed")]));
  return buildResultFile({ criteria, results, run: { ...sampleRun, ...run } });
}

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

  expect(outcomeOf(mergeResultFiles(files), "ports.unique")).toBe(standing);
  expect(outcomeOf(mergeResultFiles(files.toReversed()), "ports.unique")).toBe(standing);
});

test("When shards are merged, then the whole has a pass rate again", () => {
  const half = criteria.length / 2;
  const left = Object.fromEntries(criteria.slice(0, half).map(({ id }) => [id, "not-selected" as const]));
  const right = Object.fromEntries(criteria.slice(half).map(({ id }) => [id, "not-selected" as const]));
  const merged = mergeResultFiles([
    fileOf(left, { id: "left" }),
    fileOf(right, { id: "right", dirty: true }),
  ]);

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

  expect(mergeResultFiles([file])).toEqual(file);
});

test("When an attached run is all there is, then the merge is not green; with another runtime it can be", () => {
  const attached = fileOf({}, { runtime: "attached" });

  expect(attached.green).toBe(false);
  expect(mergeResultFiles([attached, attached]).green).toBe(false);
  expect(mergeResultFiles([attached, fileOf({})])).toMatchObject({
    green: true,
    run: { runtime: "attached+embedded" },
  });
});

test("When the files are of two commits, of another catalogue or none at all, then nothing is merged", () => {
  const stranger = fileOf({}, { id: "run-2", commit: "0000000" });
  const file = fileOf({});
  const [first] = file.criteria;
  const foreign = { ...file, criteria: first ? [{ ...first, id: "ports.gone" }] : [] };

  expect(() => mergeResultFiles([file, stranger])).toThrow(
    "only results of one commit can be merged, but run-1 is of 4931c34deadbeef and run-2 of 0000000",
  );
  expect(() => mergeResultFiles([foreign])).toThrow(
    "ports.gone is in a result file, but not in this catalogue",
  );
  expect(() => mergeResultFiles([])).toThrow("nothing to merge");
});
