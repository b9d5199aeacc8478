// The random mutants in proof.json: what was changed where, and whether the suites noticed.

/** `not-covered`: nothing in the suites comes to its code. `error`: it could not be judged. */
export type MutantOutcome = "caught" | "survived" | "not-covered" | "error";

export interface ProofMutant {
  /** Of its place and its change: the same on the same sources. */
  readonly id: string;
  /** What its module is for: `authentication`, `sessions` … */
  readonly area: string;
  readonly file: string;
  /** From 1, both. */
  readonly line: number;
  readonly column: number;
  /** Stryker's name of the kind of change: `ConditionalExpression`. */
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly outcome: MutantOutcome;
  /** Ids of the criteria that were red when its run was ended. */
  readonly caught_by: readonly string[];
  /** Its run took longer than any may, which counts as caught. */
  readonly timed_out: boolean;
  readonly duration_ms: number;
  /** Why it could not be judged. */
  readonly error: string | null;
}

export interface MutationScore {
  readonly caught: number;
  readonly survived: number;
  /** Of those that were judged: caught and survived. */
  readonly covered: number;
  readonly not_covered: number;
  /** Caught of the covered in percent, cut to one decimal; null where none was covered. */
  readonly percent: number | null;
}

export interface ProofMutation {
  /** What draws the same mutants again, with their number. */
  readonly seed: number;
  /** How many modules are mutated, and how many mutants they have in all. */
  readonly modules: number;
  readonly population: number;
  /** How many of all are in code that the suites come to. */
  readonly reached: number;
  readonly mutants: readonly ProofMutant[];
  readonly score: MutationScore;
}

/** At least so many percent of the covered mutants are to be caught. */
export const mutationGoal = 70;

export function mutationScoreOf(mutants: readonly ProofMutant[]): MutationScore {
  const count = (wanted: MutantOutcome) => mutants.filter(({ outcome }) => outcome === wanted).length;
  const [caught, survived] = [count("caught"), count("survived")];
  const covered = caught + survived;
  const percent = covered === 0 ? null : Math.floor((caught * 1000) / covered) / 10;
  return { caught, survived, covered, not_covered: count("not-covered"), percent };
}
