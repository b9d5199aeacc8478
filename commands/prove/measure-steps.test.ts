import { expect, test } from "vitest";
import type { Outcome } from "../../suites/outcome.ts";
import { stepOf } from "./measure-steps.ts";

const outcomes: readonly Outcome[] = [
  "passed",
  "failed",
  "blocked",
  "blocked",
  "not-selected",
  "not-verified",
];
const ended = outcomes.map((outcome, index) => ({
  id: `check-${index}`,
  outcome,
  reason: undefined,
  blockedBy: undefined,
  diagnosis: undefined,
}));
const step = { id: "step-1", task: "1.1", mended: [], broken: [] };

test("When a step was run, then blocked criteria have not passed, and what nobody could judge does not count", () => {
  const record = stepOf(step, { ended, hidden: ["a"], durationMs: 5 });
  expect(record.rate).toEqual({ passed: 1, of: 4, percent: 25 });
  expect(record).toMatchObject({ failed: ["check-1"], blocked: 2, hidden: ["a"], error: null });
});

test("When the run broke, then the step says why", () => {
  expect(stepOf(step, { ended: [], hidden: [], durationMs: 5, error: "it hung" })).toMatchObject({
    rate: { percent: null },
    error: "it hung",
  });
});
