// The shape of proof.json, version 1.0.0: which fault was caught, by whom, and whether its cause was named.
import type { ProofMutation } from "./proof-mutation.ts";
import type { ProofBaseline, ProofPath } from "./proof-path.ts";
import type { DiagnosisRecord } from "./result-types.ts";

export const proofSchemaVersion = "1.0.0";

export interface ProofFault {
  readonly id: string;
  readonly title: string;
  /** `compose`, `environment`, `source` or `tree`. */
  readonly kind: string;
  readonly section: number;
  /** A criterion failed that passes without the fault. */
  readonly caught: boolean;
  /** Each criterion that must catch it did. */
  readonly by_intended: boolean;
  /** Ids of the criteria that failed; blocked ones are counted apart. */
  readonly caught_by: readonly string[];
  /** Those of them that need not have failed. */
  readonly unrelated: readonly string[];
  readonly blocked: number;
  /** Ids of the criteria that must catch it. */
  readonly intended: readonly string[];
  /** The diagnosis names the true cause, and none of the intended ones names another place. */
  readonly diagnosed: boolean;
  /** What the diagnosis had to name: `compose.test.yml:91`, or the service and the behaviour. */
  readonly expected: string;
  /** What was said, by the first of the intended criteria that failed. */
  readonly diagnosis: DiagnosisRecord | null;
  readonly duration_ms: number;
  /** Why this fault could not be judged: it does not fit the sources any more, or the harness broke. */
  readonly error: string | null;
}

/** A fault that this run left out, and why. */
export interface ProofNotRun {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly reason: string;
}

export interface ProofScore {
  readonly caught: number;
  readonly by_intended: number;
  readonly diagnosed: number;
  readonly total: number;
  /** Unrelated criteria that failed, a fault. */
  readonly unrelated_mean: number;
}

export interface ProofControl {
  /** Without a fault, nothing failed. */
  readonly clean: boolean;
  readonly runs: number;
  readonly clean_runs: number;
  readonly judged: number;
  /** What failed all the same: `auth.register: 503 …`. */
  readonly failed: readonly string[];
}

export interface ProofResults {
  readonly schema_version: typeof proofSchemaVersion;
  /** Full commit id; null outside a repository. */
  readonly commit: string | null;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly duration_ms: number;
  readonly runtime: string;
  /** All criteria were judged for each fault, not only those that must catch it and the cheap ones. */
  readonly full: boolean;
  readonly control: ProofControl;
  readonly faults: readonly ProofFault[];
  readonly not_run: readonly ProofNotRun[];
  readonly score: ProofScore;
  /** Where everything that the plan found broken was put back at once. */
  readonly baseline?: ProofBaseline;
  /** Where it was mended step by step. */
  readonly path?: ProofPath;
  /** Where the services were changed at random. */
  readonly mutation?: ProofMutation;
}

export function scoreOf(faults: readonly ProofFault[]): ProofScore {
  const count = (holds: (fault: ProofFault) => boolean) => faults.filter(holds).length;
  const unrelated = faults.reduce((sum, fault) => sum + fault.unrelated.length, 0);
  return {
    caught: count(({ caught }) => caught),
    by_intended: count((fault) => fault.by_intended),
    diagnosed: count(({ diagnosed }) => diagnosed),
    total: faults.length,
    unrelated_mean: faults.length === 0 ? 0 : Math.round((unrelated / faults.length) * 100) / 100,
  };
}
