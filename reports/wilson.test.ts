import { expect, test } from "vitest";
import { wilson } from "./wilson.ts";

test.each([
  [20, 20, 0.8389, 1],
  [18, 20, 0.699, 0.9721],
  [10, 20, 0.2993, 0.7007],
  [0, 20, 0, 0.1611],
  [1, 1, 0.2065, 1],
])("When %i of %i runs passed, then the proportion lies between %f and %f", (...given) => {
  const [passed, runs, low, high] = given;
  const interval = wilson(passed, runs);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

test("When nothing ran, then nothing is known", () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});
