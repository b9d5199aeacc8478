// Compares two result files: what passes, fails or is missing in one that was otherwise in the other.
import type { Outcome } from "../suites/outcome.ts";
import type { CriterionRecord, ResultFile, RunInfo } from "./result-types.ts";
import type { Fraction } from "./tally.ts";

/**
 * What became of a criterion. `unjudged`: it went from judged to not judged. `removed` and `added`: the catalogue of
 * one file has it and that of the other does not; an added one that was judged is newly passing or newly failing.
 */
export type ChangeKind = "newly-failing" | "newly-passing" | "unjudged" | "removed" | "added";

export interface CriterionChange {
  readonly id: string;
  readonly kind: ChangeKind;
  /** Null where that file's catalogue does not have it. */
  readonly before: Outcome | null;
  readonly after: Outcome | null;
}

export interface Comparison {
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** In the order of the catalogue that came after, what was removed last. */
  readonly changes: readonly CriterionChange[];
  /** What passed before and does not pass any more, for whatever reason. */
  readonly regressions: readonly CriterionChange[];
}

export interface ComparedRun {
  readonly commit: string | null;
  readonly runtime: string;
  /** Null for a partial run. */
  readonly strict: Fraction | null;
}

/** How an outcome counts: what was not judged is neither good nor bad. */
export type Standing = "passed" | "wrong" | "open" | "absent";

const standings: Readonly<Record<Outcome, Standing>> = {
  passed: "passed",
  failed: "wrong",
  blocked: "wrong",
  flaky: "wrong",
  error: "wrong",
  "not-verified": "open",
  "not-built": "open",
  "not-selected": "open",
};

export const standingOf = (outcome: Outcome | null): Standing =>
  outcome === null ? "absent" : standings[outcome];

/** As much of a result file as a comparison needs; a line of the history has it too. */
interface Compared {
  readonly run: Pick<RunInfo, "commit" | "runtime">;
  readonly pass_rate: Pick<ResultFile["pass_rate"], "strict">;
  readonly criteria: readonly Pick<CriterionRecord, "id" | "outcome">[];
}

export function compareResults(before: Compared, after: Compared): Comparison {
  const [old, fresh] = [outcomesOf(before.criteria), outcomesOf(after.criteria)];
  const ids = [...new Set([...fresh.keys(), ...old.keys()])];
  const changes = ids.flatMap((id) => {
    const outcomes = { before: old.get(id) ?? null, after: fresh.get(id) ?? null };
    const kind = kindOf(standingOf(outcomes.before), standingOf(outcomes.after));
    return kind === undefined ? [] : [{ id, kind, ...outcomes }];
  });
  return {
    before: comparedRun(before),
    after: comparedRun(after),
    changes,
    regressions: changes.filter((change) => change.before === "passed"),
  };
}

const outcomesOf = (records: Compared["criteria"]) =>
  new Map(records.map(({ id, outcome }) => [id, outcome]));

const comparedRun = ({ run, pass_rate }: Compared): ComparedRun => ({
  commit: run.commit,
  runtime: run.runtime,
  strict: pass_rate.strict,
});

/** Refers to nothing outside itself: the sprint page carries its text, to compare with a run that a reader chooses. */
export function kindOf(before: Standing, after: Standing): ChangeKind | undefined {
  if (before === after) return undefined;
  if (after === "absent") return "removed";
  if (after === "passed") return "newly-passing";
  if (after === "wrong") return "newly-failing";
  return before === "absent" ? "added" : "unjudged";
}
