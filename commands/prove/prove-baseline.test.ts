import { expect, test } from "vitest";
import type { ProofStep } from "../../reports/proof-path.ts";
import { samplePath } from "../../reports/sample-proof.ts";
import { resultsOf } from "./prove-baseline.ts";

const [broken, middle, mended] = samplePath(20, 60, 100).steps as [ProofStep, ProofStep, ProofStep];

test("When steps were measured, then each is counted of what can be judged with nothing broken", () => {
  const outOfReach = { ...broken, rate: { passed: 200, of: 1003, percent: 19.9 } };
  const { baseline, path } = resultsOf([outOfReach, middle, mended], true);
  expect(baseline?.broken.rate).toEqual({ passed: 200, of: 1000, percent: 20 });
  expect(path?.steps.map(({ rate }) => rate.percent)).toEqual([20, 60, 100]);
  expect(path?.goals.map(({ percent, step }) => [percent, step])).toEqual([
    [60, "step-1"],
    [70, "step-2"],
    [80, "step-2"],
  ]);
});

test("When only the ends were measured, then there is a baseline, beside the plan's figures, and no path", () => {
  const { baseline, path, control } = resultsOf([broken, mended], false);
  expect(baseline?.historic).toEqual({ date: "2025-08-08", passed: 15, of: 42, percent: 35.7 });
  expect(path).toBeUndefined();
  expect(control).toMatchObject({ clean: true, judged: 1000 });
});

test("When something fails with nothing broken, then the control run is not clean", () => {
  const { control } = resultsOf([broken, middle], false);
  expect(control).toMatchObject({ clean: false, clean_runs: 0, failed: ["auth.register"] });
});
