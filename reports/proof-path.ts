// The broken system of the plan in proof.json: its pass rate with everything broken at once, and after each mending.
import type { Fraction } from "./tally.ts";

export interface MendedFault {
  readonly id: string;
  readonly title: string;
}

/** One run: the system as it is after a step, with whatever is not mended yet. */
export interface ProofStep {
  /** `step-0` has everything broken. */
  readonly id: string;
  /** The task of the plan that the step belongs to; null before the first. */
  readonly task: string | null;
  /** What this step mended. */
  readonly mended: readonly MendedFault[];
  /** How many faults are still there. */
  readonly broken: number;
  /** Ids of those of them that no process came to: its service does not start. */
  readonly hidden: readonly string[];
  /** Passed of the criteria that can be judged where nothing is broken; a blocked one has not passed. */
  readonly rate: Fraction;
  /** Ids of the criteria that failed by themselves; blocked ones are counted apart. */
  readonly failed: readonly string[];
  /** With those that could not be judged here either. */
  readonly blocked: number;
  readonly duration_ms: number;
  /** Why nothing of this may be believed: a fault does not fit, or the harness broke. */
  readonly error: string | null;
}

export interface ProofBaseline {
  /** What the plan began with, counted by another harness. */
  readonly historic: {
    readonly date: string;
    readonly passed: number;
    readonly of: number;
    readonly percent: number;
  };
  /** Everything that the plan found broken, at once. */
  readonly broken: ProofStep;
  /** The same with nothing broken. */
  readonly mended: ProofStep;
  /** Faults that cannot be there with the others. */
  readonly left_out: readonly { readonly id: string; readonly reason: string }[];
}

export interface ProofGoal {
  readonly percent: number;
  /** The step from which on the rate is never below the goal; null where no step is. */
  readonly step: string | null;
  /** Ids of the faults that are mended then, in their order. */
  readonly mended: readonly string[];
}

export interface ProofPath {
  readonly steps: readonly ProofStep[];
  readonly goals: readonly ProofGoal[];
}

/** The weeks' goals: 60 to 70% after the first, 80% after the second. */
export const goals = [60, 70, 80] as const;

export function goalOf(percent: number, steps: readonly ProofStep[]): ProofGoal {
  const from = steps.findLastIndex(({ rate }) => (rate.percent ?? 0) < percent) + 1;
  const mended = steps.slice(0, from + 1).flatMap((step) => step.mended.map(({ id }) => id));
  const step = steps[from];
  return step === undefined ? { percent, step: null, mended: [] } : { percent, step: step.id, mended };
}
