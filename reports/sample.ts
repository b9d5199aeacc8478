// Criteria, results and a run, made small for the tests of the reports.
import type { Check, Criterion } from "../suites/check.ts";
import { suiteOf } from "../suites/catalogue.ts";
import type { CriterionResult, Outcome } from "../suites/outcome.ts";
import { nothingSeen } from "./pass-rate.ts";
import type { RunInfo } from "./result-types.ts";
import type { RunScope } from "./unjudged.ts";

/** A criterion of a check that exists only here; `ports.a/x` is the one of service x. */
export function sampleCriterion(id: string, check: Partial<Check> = {}): Criterion {
  const [checkId = id, service] = id.split("/", 2);
  return {
    id,
    suite: suiteOf(id) ?? "ports",
    service,
    check: {
      id: checkId,
      title: `${checkId} holds`,
      failureTitle: `${checkId} does not hold`,
      description: "",
      sections: [1],
      scope: service === undefined ? "system" : "service",
      phase: "side-by-side",
      capabilities: [],
      needs: [],
      throughout: false,
      built: true,
      ...check,
    },
  };
}

/** A result with evidence from the criterion's own service. */
export function sampleResult(
  id: string,
  outcome: Outcome,
  more: Partial<CriterionResult> = {},
): CriterionResult {
  const evidence = [{ kind: "note", service: id.split("/", 2)[1], summary: "seen", at: 0 }] as const;
  return {
    ...nothingSeen,
    id,
    outcome,
    reason: outcome === "passed" ? undefined : `${id} ${outcome}`,
    evidence,
    ...more,
  };
}

/** `passed` times `ports.p0`, `ports.p1` …, then one of each other outcome that is given. */
export function sampleResults(passed: number, ...others: readonly Outcome[]): Map<string, CriterionResult> {
  const outcomes = [...Array.from({ length: passed }, () => "passed" as const), ...others];
  return new Map(
    outcomes.map((outcome, index) => [`ports.p${index}`, sampleResult(`ports.p${index}`, outcome)]),
  );
}

export const sampleScope: RunScope = { runtime: "embedded", capabilities: ["http", "kill"], selected: "all" };

export const sampleRun: RunInfo = {
  id: "run-1",
  started_at: "2026-11-22T18:00:00.000Z",
  duration_ms: 42_140,
  runtime: "embedded",
  commit: "4931c34deadbeef",
  dirty: false,
};
