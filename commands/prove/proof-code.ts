// The exit code of a proof, whole or merged.
import { mutationGoal } from "../../reports/proof-mutation.ts";
import type { ProofResults } from "../../reports/proof-results.ts";

/**
 * 0: every fault was caught, and of random mutants as many as are wanted; 1: not so, or a control run was not clean;
 * 3: something could not be judged.
 */
export function proofCode({ control, faults, baseline, path, mutation }: ProofResults): 0 | 1 | 3 {
  const steps = [...(path?.steps ?? []), ...(baseline ? [baseline.broken, baseline.mended] : [])];
  const all = [...faults, ...steps, ...(mutation?.mutants ?? [])];
  if (all.some(({ error }) => error !== null)) return 3;
  if (mutation && (mutation.score.percent ?? 0) < mutationGoal) return 1;
  return control.clean && faults.every(({ by_intended }) => by_intended) ? 0 : 1;
}
