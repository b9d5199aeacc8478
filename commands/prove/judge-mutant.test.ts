import { expect, test } from "vitest";
import type { Mutant } from "../../fixtures/mutants/read-mutants.ts";
import type { JobEnd } from "./job.ts";
import type { Ended } from "./judge-fault.ts";
import { judgeMutant, notCovered } from "./judge-mutant.ts";

const mutant: Mutant = {
  id: "0123456789ab",
  area: "limits",
  file: "services/kit/rate-limit.ts",
  line: 64,
  column: 9,
  mutator: "EqualityOperator",
  original: "state.consumedPoints > limit.max",
  replacement: "state.consumedPoints >= limit.max",
  key: "17",
};

const ended = (id: string, outcome: Ended["outcome"]): Ended => ({
  id,
  outcome,
  reason: undefined,
  blockedBy: undefined,
  diagnosis: undefined,
});
const passed = ended("auth.register", "passed");

const judge = (end: Partial<JobEnd>) =>
  judgeMutant(mutant, { ended: [passed], hidden: [], durationMs: 9, ...end });

test("When a criterion failed, then the mutant is caught by it, and not by what broke off as its run was ended", () => {
  const red = [passed, ended("rate-limits.login", "failed"), ended("auth.login-email", "error")];
  const { key: _key, ...told } = mutant;
  expect(judge({ ended: red })).toEqual({
    ...told,
    outcome: "caught",
    caught_by: ["rate-limits.login"],
    timed_out: false,
    duration_ms: 9,
    error: null,
  });
});

test("When nothing is red, then it survived, whatever was blocked or out of reach", () => {
  const rest = [ended("a", "blocked"), ended("b", "not-verified"), ended("c", "not-selected")];
  expect(judge({ ended: [passed, ...rest] })).toMatchObject({ outcome: "survived", caught_by: [] });
});

test("When its run took longer than any may, then that is how it was caught", () => {
  const late = { ended: [], timedOut: true, error: "the run ended with SIGTERM and no answer" };
  expect(judge(late)).toMatchObject({ outcome: "caught", timed_out: true, error: null });
});

test("When a judge broke off and nothing failed, then it could not be judged", () => {
  const broken = { ended: [ended("auth.login-email", "error")], error: "auth.login-email ended in an error" };
  expect(judge(broken)).toMatchObject({ outcome: "error", caught_by: [] });
});

test("When the harness broke and nothing is red, then it could not be judged", () => {
  expect(judge({ ended: [], error: "no port was free" })).toMatchObject({
    outcome: "error",
    error: "no port was free",
  });
});

test("When the suites never come to its code, then it is neither caught nor survived", () => {
  expect(notCovered(mutant)).toMatchObject({ outcome: "not-covered", caught_by: [], error: null });
});
