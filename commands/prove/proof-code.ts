// The exit code of a proof, whole or merged.
import type { ProofResults } from "../../reports/proof-results.ts";

/** 0: every fault was caught; 1: one was not, or a control run was not clean; 3: something could not be judged. */
export function proofCode({ control, faults }: ProofResults): 0 | 1 | 3 {
  if (faults.some(({ error }) => error !== null)) return 3;
  return control.clean && faults.every(({ by_intended }) => by_intended) ? 0 : 1;
}
