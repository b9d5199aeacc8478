// Joins a proof with what lies in proof.json already: a run of one part does not forget another of the same commit.
import { existsSync, readFileSync } from "node:fs";
import type { ProofResults } from "./proof-results.ts";

/** Undefined where there is none, and for what no proof of this version wrote. */
export function readProof(file: string): ProofResults | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<ProofResults> | null;
    return found?.schema_version === "1.0.0" && found.faults ? (found as ProofResults) : undefined;
  } catch {
    // Nobody's proof: it is about to be written over.
    return undefined;
  }
}

/** What was not run now stays as it was, where it is of the same commit and runtime. */
export function keepProof(now: ProofResults, earlier: ProofResults | undefined): ProofResults {
  if (!earlier || now.commit === null) return now;
  if (earlier.commit !== now.commit || earlier.runtime !== now.runtime) return now;
  const { baseline = earlier.baseline, path = earlier.path, mutation = earlier.mutation } = now;
  const parts = {
    ...(baseline ? { baseline } : {}),
    ...(path ? { path } : {}),
    ...(mutation ? { mutation } : {}),
  };
  return now.faults.length === 0 && (now.baseline ?? now.mutation)
    ? { ...earlier, ...parts }
    : { ...now, ...parts };
}
