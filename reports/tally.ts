// Counts outcomes and makes fractions of them; every number of a report comes from here.
import type { Outcome } from "../suites/outcome.ts";

/** How many criteria ended in which way; the outcomes add up to `criteria`. */
export interface Totals {
  readonly criteria: number;
  readonly passed: number;
  readonly failed: number;
  readonly blocked: number;
  readonly not_verified: number;
  readonly not_built: number;
  readonly not_selected: number;
  readonly flaky: number;
  readonly error: number;
}

export interface Fraction {
  readonly passed: number;
  readonly of: number;
  /** One decimal, cut and never rounded up, so that 79.96 is not shown as 80; null for nothing of nothing. */
  readonly percent: number | null;
}

export function tally(outcomes: readonly Outcome[]): Totals {
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    criteria: outcomes.length,
    passed: count("passed"),
    failed: count("failed"),
    blocked: count("blocked"),
    not_verified: count("not-verified"),
    not_built: count("not-built"),
    not_selected: count("not-selected"),
    flaky: count("flaky"),
    error: count("error"),
  };
}

export function fraction(passed: number, of: number): Fraction {
  return { passed, of, percent: of === 0 ? null : Math.floor((passed * 1000) / of) / 10 };
}

/** Criteria that were judged: whatever is left out was out of reach, not built or not asked for. */
export function judgedOf(totals: Totals): number {
  return totals.passed + totals.failed + totals.blocked + totals.flaky + totals.error;
}
