// Says of one mutant whether the suites noticed it.
import type { Mutant } from "../../fixtures/mutants/read-mutants.ts";
import type { MutantOutcome, ProofMutant } from "../../reports/proof-mutation.ts";
import type { JobEnd } from "./job.ts";
import { isRed } from "./judge-until-failure.ts";

type Noticed = Pick<ProofMutant, "outcome" | "caught_by" | "timed_out" | "duration_ms" | "error">;

function recordOf(mutant: Mutant, noticed: Noticed): ProofMutant {
  const { key: _key, ...told } = mutant;
  return { ...told, ...noticed };
}

function outcomeOf({ error }: JobEnd, isCaught: boolean): MutantOutcome {
  if (isCaught) return "caught";
  return error === undefined ? "survived" : "error";
}

export function judgeMutant(mutant: Mutant, end: JobEnd): ProofMutant {
  const caughtBy = end.ended.filter(isRed).map(({ id }) => id);
  const timedOut = end.timedOut === true;
  const outcome = outcomeOf(end, caughtBy.length > 0 || timedOut);
  return recordOf(mutant, {
    outcome,
    caught_by: caughtBy,
    timed_out: timedOut,
    duration_ms: end.durationMs,
    error: outcome === "error" ? (end.error ?? null) : null,
  });
}

/** Nothing was run: whatever it changes, the suites would not see it. */
export const notCovered = (mutant: Mutant): ProofMutant =>
  recordOf(mutant, { outcome: "not-covered", caught_by: [], timed_out: false, duration_ms: 0, error: null });
