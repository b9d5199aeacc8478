import type { TestCase, TestModule, Vitest } from "vitest/node";
import { expect, test } from "vitest";
import type { CriterionResult } from "../suites/outcome.ts";
import { collectResults } from "./collect-results.ts";

const resultOf = (id: string, outcome: CriterionResult["outcome"]): CriterionResult => ({
  id,
  outcome,
  reason: undefined,
  blockedBy: undefined,
  diagnosis: undefined,
  durationMs: 1,
  evidence: [],
});

const ended = (state: "passed" | "failed" | "skipped", result?: CriterionResult): TestCase =>
  ({ name: "ports.unique", meta: () => ({ result }), result: () => ({ state, errors: [] }) }) as never;

const broken = {
  relativeModuleId: "ports.suite.ts",
  errors: () => [{ message: "it broke" }],
} as never as TestModule;

/** What it hands on, and how often Vitest was told to end its run. */
function collecting() {
  const told: string[] = [];
  let cancelled = 0;
  const collected = collectResults({ onResult: ({ outcome }) => told.push(outcome) });
  const cancelCurrentRun = () => {
    cancelled += 1;
    return Promise.resolve();
  };
  collected.reporter.onInit?.({ cancelCurrentRun } as never as Vitest);
  return { ...collected, told, cancelled: () => cancelled };
}

test("When a test ends otherwise than its judge said, then that is an error and no pass", () => {
  const { reporter, take } = collecting();
  reporter.onTestCaseResult?.(ended("failed", resultOf("ports.unique", "passed")));
  reporter.onTestCaseResult?.(ended("failed"));
  reporter.onTestCaseResult?.(ended("skipped"));
  expect(take().results.map(({ outcome }) => outcome)).toEqual(["error", "error"]);
});

test("When a run is cut short, then it ends, and what fails or breaks because of that is not told", () => {
  const { reporter, take, cut, told, cancelled } = collecting();
  reporter.onTestCaseResult?.(ended("failed", resultOf("ports.unique", "failed")));
  cut();
  reporter.onTestCaseResult?.(ended("failed", resultOf("ports.private", "failed")));
  reporter.onTestCaseResult?.(ended("failed"));
  reporter.onTestCaseResult?.(ended("passed", resultOf("ports.mapping/a", "passed")));
  reporter.onTestModuleEnd?.(broken);
  expect(told).toEqual(["failed", "passed"]);
  expect(take().harnessErrors).toEqual([]);
  expect(cancelled()).toBe(1);

  reporter.onTestModuleEnd?.(broken);
  expect(take().harnessErrors).toEqual(["ports.suite.ts: it broke"]);
});

test("When a run has forgotten that it was cancelled, then it is told again as its files come to their turn", () => {
  const { reporter, cut, cancelled } = collecting();
  reporter.onTestModuleQueued?.(broken);
  cut();
  reporter.onTestModuleQueued?.(broken);
  expect(cancelled()).toBe(2);
});
