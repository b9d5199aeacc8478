// Says whether the runs without a fault were clean.
import type { ProofControl } from "../../reports/proof-results.ts";
import type { JobEnd } from "./job.ts";

/** What failed or was blocked without a fault, each in one sentence. */
export const failedOf = ({ ended, error }: JobEnd): readonly string[] => [
  ...(error === undefined ? [] : [error]),
  ...ended
    .filter(({ outcome }) => ["failed", "blocked"].includes(outcome))
    .map(({ id, reason, diagnosis }) => `${id}: ${(diagnosis?.summary ?? reason ?? "").split("\n", 1)[0]}`),
];

export function controlOf(ends: readonly JobEnd[]): ProofControl {
  const failures = ends.map(failedOf);
  return {
    clean: ends.length > 0 && failures.every(({ length }) => length === 0),
    runs: ends.length,
    clean_runs: failures.filter(({ length }) => length === 0).length,
    judged: ends[0]?.ended.filter(({ outcome }) => outcome === "passed").length ?? 0,
    failed: failures.flat(),
  };
}
