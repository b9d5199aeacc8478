// The pass rate: counted from the catalogue's criteria, never from the results that happened to arrive.
import type { Criterion } from "../suites/check.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import { type Fraction, fraction, judgedOf, tally, type Totals } from "./tally.ts";

export interface PassRate {
  readonly totals: Totals;
  readonly pass_rate: {
    /** Passed of all criteria; null for a partial run, which has no pass rate of the whole. */
    readonly strict: Fraction | null;
    /** Passed of those that were judged. */
    readonly of_verified: Fraction;
  };
  /** Something was left out by choice. */
  readonly partial: boolean;
  /** Everything that was judged passed, and something was. */
  readonly green: boolean;
  /** Why the numbers cannot be trusted; empty when they can. */
  readonly faults: readonly string[];
}

export const noResult = "no result arrived";

/** The result of a criterion; one that never arrived is an error of the harness. */
export function resultOf(id: string, results: ReadonlyMap<string, CriterionResult>): CriterionResult {
  return results.get(id) ?? { ...nothingSeen, id, outcome: "error", reason: noResult };
}

/** A result without anything that was seen. */
export const nothingSeen = {
  blockedBy: undefined,
  diagnosis: undefined,
  durationMs: undefined,
  evidence: [],
} as const;

export function passRateOf(
  criteria: readonly Criterion[],
  results: ReadonlyMap<string, CriterionResult>,
): PassRate {
  const known = new Set(criteria.map(({ id }) => id));
  const faults = [...results.keys()]
    .filter((id) => !known.has(id))
    .map((id) => `a result arrived for ${id}, which is no criterion of this topology`);
  const totals = tally(criteria.map(({ id }) => resultOf(id, results).outcome));
  const judged = judgedOf(totals);
  const partial = totals.not_selected > 0;
  return {
    totals,
    pass_rate: {
      strict: partial ? null : fraction(totals.passed, totals.criteria),
      of_verified: fraction(totals.passed, judged),
    },
    partial,
    green: faults.length === 0 && judged > 0 && totals.passed === judged,
    faults,
  };
}
