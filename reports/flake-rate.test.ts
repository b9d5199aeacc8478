import { expect, test } from "vitest";
import type { Outcome } from "../suites/outcome.ts";
import { flakeRateOf } from "./flake-rate.ts";
import { type HistoryRun, historyVersion } from "./history.ts";
import { sampleRun } from "./sample.ts";

const runOf = (
  outcomes: Partial<Record<Outcome, readonly string[]>>,
  more: Partial<HistoryRun> = {},
): HistoryRun => ({ ...sampleRun, schema_version: historyVersion, green: false, outcomes, ...more });

const good = { passed: ["a", "b", "c"] };
const oneFailed = { passed: ["a", "b"], failed: ["c"] };

test("When a criterion changes although commit and runtime are the same, then it counts for each time", () => {
  expect(flakeRateOf([runOf(good), runOf(oneFailed), runOf(good)])).toEqual({
    repeats: 2,
    compared: 6,
    changed: 2,
    criteria: [{ id: "c", changes: 2 }],
  });
});

test.each<[string, Partial<HistoryRun>]>([
  ["commit", { commit: "0000000" }],
  ["runtime", { runtime: "containers" }],
  ["tree", { dirty: true }],
])("When the %s is another, then nothing is compared", (_, more) => {
  expect(flakeRateOf([runOf(good), runOf(oneFailed, more)])).toMatchObject({ repeats: 0, compared: 0 });
});

test("When a run of something else lies between, then the repeat is seen all the same", () => {
  const runs = [runOf(good), runOf(good, { commit: "0000000" }), runOf(oneFailed)];

  expect(flakeRateOf(runs)).toMatchObject({ repeats: 1, compared: 3, changed: 1 });
});

test("When a criterion was not judged in one of two runs, or is still broken in another way, then it is no flake", () => {
  const runs = [
    runOf({ failed: ["a"], passed: ["b"] }),
    runOf({ blocked: ["a"], "not-verified": ["b"], passed: ["c"] }),
  ];

  expect(flakeRateOf(runs)).toEqual({ repeats: 1, compared: 1, changed: 0, criteria: [] });
});
