import { expect, test } from "vitest";
import type { Outcome } from "../suites/outcome.ts";
import { passRateOf } from "./pass-rate.ts";
import { sampleCriterion, sampleResult, sampleResults } from "./sample.ts";
import { fraction } from "./tally.ts";

function rateOf(passed: number, ...others: readonly Outcome[]) {
  const results = sampleResults(passed, ...others);
  return passRateOf(
    [...results.keys()].map((id) => sampleCriterion(id)),
    results,
  );
}

test("When one criterion ends in each way, then each is counted and only those judged are in of_verified", () => {
  expect(rateOf(3, "failed", "blocked", "not-verified", "not-built", "flaky", "error")).toEqual({
    totals: {
      criteria: 9,
      passed: 3,
      failed: 1,
      blocked: 1,
      not_verified: 1,
      not_built: 1,
      not_selected: 0,
      flaky: 1,
      error: 1,
    },
    pass_rate: {
      strict: { passed: 3, of: 9, percent: 33.3 },
      of_verified: { passed: 3, of: 7, percent: 42.8 },
    },
    partial: false,
    green: false,
    faults: [],
  });
});

test("When everything that was judged passed, then the run is green, whatever was out of reach", () => {
  expect(rateOf(3, "not-verified", "not-built")).toMatchObject({
    pass_rate: { strict: { passed: 3, of: 5, percent: 60 }, of_verified: { passed: 3, of: 3, percent: 100 } },
    green: true,
  });
});

test("When a criterion was not selected, then the run is partial and has no pass rate of the whole", () => {
  expect(rateOf(3, "not-selected")).toMatchObject({
    pass_rate: { strict: null, of_verified: { passed: 3, of: 3, percent: 100 } },
    partial: true,
    green: true,
  });
});

test.each(["failed", "blocked", "flaky", "error"] as const)(
  "When one is %s, then the run is not green",
  (outcome) => {
    expect(rateOf(99, outcome).green).toBe(false);
  },
);

test("When nothing was judged, then the run is not green and of_verified has no percentage", () => {
  expect(rateOf(0, "not-verified")).toMatchObject({
    pass_rate: { strict: { passed: 0, of: 1, percent: 0 }, of_verified: { passed: 0, of: 0, percent: null } },
    green: false,
  });
});

test("When no result arrived for a criterion, then it is an error, not something to leave out", () => {
  const criteria = [sampleCriterion("ports.p0"), sampleCriterion("ports.lost")];

  expect(passRateOf(criteria, sampleResults(1))).toMatchObject({
    totals: { criteria: 2, passed: 1, error: 1 },
    pass_rate: { strict: { passed: 1, of: 2, percent: 50 } },
    green: false,
  });
});

test("When a result arrived for no criterion, then the numbers are not trusted", () => {
  const results = new Map([["ports.ghost", sampleResult("ports.ghost", "passed")], ...sampleResults(1)]);

  expect(passRateOf([sampleCriterion("ports.p0")], results)).toMatchObject({
    totals: { criteria: 1, passed: 1 },
    green: false,
    faults: ["a result arrived for ports.ghost, which is no criterion of this topology"],
  });
});

test.each([
  [15, 42, 35.7],
  [7996, 10_000, 79.9],
  [79_999, 100_000, 79.9],
  [4, 5, 80],
  [2, 3, 66.6],
  [29, 100, 29],
  [57, 100, 57],
  [1, 1, 100],
  [0, 3, 0],
  [0, 0, null],
])("When %i of %i passed, then the percentage is %s: cut, never rounded up", (passed, of, percent) => {
  expect(fraction(passed, of)).toEqual({ passed, of, percent });
});
