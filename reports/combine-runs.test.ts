import { expect, test } from "vitest";
import type { CriterionResult, Outcome } from "../suites/outcome.ts";
import { combineRuns } from "./combine-runs.ts";

const step = (summary: string) => ({ kind: "exchange" as const, service: "a", summary, at: 0 });

const result = (outcome: Outcome, ...steps: readonly string[]): CriterionResult => ({
  id: "auth.register",
  outcome,
  reason: outcome === "passed" ? undefined : "it was refused",
  blockedBy: outcome === "blocked" ? "health.endpoint/a" : undefined,
  diagnosis: undefined,
  durationMs: 1,
  evidence: steps.map(step),
});

const combined = (...results: readonly CriterionResult[]) =>
  combineRuns(results.map((each) => new Map([[each.id, each]])))[0];

test("When all runs end alike, then that is the result, with its interval", () => {
  expect(combined(result("passed"), result("passed"))).toMatchObject({
    outcome: "passed",
    repeated: { runs: 2, passed: 2, high: 1 },
  });
});

test("When runs differ, then it is flaky and says how often and at which step first", () => {
  const good = result("passed", "POST http://127.77.1.2:8007/auth/register -> 201 in 4 ms", "GET /x -> 200");
  const bad = result("failed", "POST http://127.77.9.9:8007/auth/register -> 503 in 12 ms");
  const flaky = combined(good, bad, good);
  expect(flaky).toMatchObject({ outcome: "flaky", repeated: { runs: 3, passed: 2 } });
  expect(flaky?.reason).toMatch(
    /^passed 2 of 3 times \(20\.8% to 93\.9% at 95%\); first differs: POST \/auth\/register -> 503 in +instead of POST \/auth\/register -> 201 in/,
  );
});

test("When it was blocked in one run and passed in the others, then it passed", () => {
  expect(combined(result("blocked"), result("passed"))).toMatchObject({
    outcome: "passed",
    repeated: { runs: 1, passed: 1 },
  });
});

test("When it is blocked each time, then it is blocked", () => {
  expect(combined(result("blocked"), result("blocked"))?.outcome).toBe("blocked");
});

test("When the harness broke once, then that is an error and no flake", () => {
  expect(combined(result("passed"), result("error"))?.outcome).toBe("error");
});
