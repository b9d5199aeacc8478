import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import { type Outcome, outcomes } from "../suites/outcome.ts";
import { compareResults } from "./compare-results.ts";
import { buildResultFile } from "./result-file.ts";
import { sampleResult, sampleRun } from "./sample.ts";

const catalogue = criteriaOf({ services: ["a"], datastores: [] });
const id = "ports.unique";

/** Everything passed, but `ports.unique` is as given: null leaves it out of the catalogue. */
function fileWith(outcome: Outcome | null, commit = "abc1234") {
  const criteria = catalogue.filter((criterion) => outcome !== null || criterion.id !== id);
  const results = new Map(
    criteria.map((criterion) => [
      criterion.id,
      sampleResult(criterion.id, criterion.id === id && outcome !== null ? outcome : "passed"),
    ]),
  );
  return buildResultFile({ criteria, results, run: { ...sampleRun, commit } });
}

test.each<[Outcome | null, Outcome | null, string]>([
  ["failed", "passed", "newly-passing"],
  ["not-verified", "passed", "newly-passing"],
  [null, "passed", "newly-passing"],
  ["passed", "failed", "newly-failing"],
  ["passed", "blocked", "newly-failing"],
  ["passed", "flaky", "newly-failing"],
  ["passed", "error", "newly-failing"],
  ["not-built", "failed", "newly-failing"],
  [null, "failed", "newly-failing"],
  ["passed", "not-verified", "unjudged"],
  ["failed", "not-selected", "unjudged"],
  ["passed", null, "removed"],
  ["not-built", null, "removed"],
  [null, "not-built", "added"],
])("When a criterion goes from %s to %s, then it is %s, and nothing else changed", (before, after, kind) => {
  const { changes, regressions } = compareResults(fileWith(before), fileWith(after));

  expect(changes).toEqual([{ id, kind, before, after }]);
  expect(regressions).toEqual(before === "passed" ? changes : []);
});

test.each<[Outcome, Outcome]>([
  ["failed", "blocked"],
  ["not-built", "not-verified"],
  ...outcomes.map((outcome): [Outcome, Outcome] => [outcome, outcome]),
])("When a criterion is %s and then %s, then nothing changed", (before, after) => {
  expect(compareResults(fileWith(before), fileWith(after)).changes).toEqual([]);
});

test("When two files are compared, then each says its commit and its pass rate", () => {
  const comparison = compareResults(fileWith("failed", "old"), fileWith("not-selected", "new"));
  const of = catalogue.length;

  expect(comparison.before).toMatchObject({ commit: "old", strict: { passed: of - 1, of } });
  expect(comparison.after).toMatchObject({ commit: "new", runtime: "embedded", strict: null });
});
