import { expect, test } from "vitest";
import { goalOf, type ProofStep } from "./proof-path.ts";
import { samplePath } from "./sample-proof.ts";

const steps = (...percents: readonly number[]): readonly ProofStep[] => samplePath(...percents).steps;

test("When the rate passes a goal, then the step and all that is mended until then are told", () => {
  expect(goalOf(60, steps(10, 40, 60, 90))).toEqual({
    percent: 60,
    step: "step-2",
    mended: ["fault-1", "fault-2"],
  });
});

test("When the rate falls below the goal again, then only the step from which on it stays counts", () => {
  expect(goalOf(60, steps(10, 61, 59, 62))).toMatchObject({ step: "step-3" });
});

test("When the goal is met with everything broken, then nothing need be mended", () => {
  expect(goalOf(60, steps(60, 70))).toEqual({ percent: 60, step: "step-0", mended: [] });
});

test("When the rate ends below the goal, then it is not reached", () => {
  expect(goalOf(80, steps(10, 79.9))).toEqual({ percent: 80, step: null, mended: [] });
});
