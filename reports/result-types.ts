// The shape of pass-rate.json, version 1.0.0; reports/schema/pass-rate.schema.json says the same for other readers.
import type { Section } from "../suites/check.ts";
import type { Evidence, Outcome, Repeated } from "../suites/outcome.ts";
import type { PassRate } from "./pass-rate.ts";
import type { PlanResult } from "./plan.ts";
import type { Totals } from "./tally.ts";

export const schemaVersion = "1.0.0";

export interface RunInfo {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly duration_ms: number;
  /** `embedded`, `containers`, `attached`; joined with `+` after a merge. */
  readonly runtime: string;
  /** Full commit id; null outside a repository. */
  readonly commit: string | null;
  /** The work tree had changes that are not in the commit. */
  readonly dirty: boolean;
  /** What judged it, by name: the verifier, Node, the platform. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** How a part of the criteria ended; percent is null for a part of which something was not selected. */
export interface Part extends Totals {
  readonly percent: number | null;
}

/** The cause, the place to change and the cure; null where nothing is certain. */
export interface DiagnosisRecord {
  readonly summary: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly cure: string | null;
}

export interface CriterionRecord {
  readonly id: string;
  readonly check: string;
  readonly service: string | null;
  readonly suite: string;
  /** The section that counts it, so that sections add up to the whole. */
  readonly section: Section;
  /** Every section that it comes from. */
  readonly sections: readonly Section[];
  /** What holds, or, when it failed, what is wrong. */
  readonly title: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly blocked_by: string | null;
  readonly diagnosis: DiagnosisRecord | null;
  /** Milliseconds since the epoch; left out where nothing ran. */
  readonly started_at?: number;
  readonly duration_ms: number | null;
  /** Only after `--repeat`. */
  readonly repeated?: Repeated;
  readonly evidence: readonly (Omit<Evidence, "service" | "detail"> & {
    readonly service: string | null;
    readonly detail: unknown;
  })[];
}

export interface ResultFile extends PassRate {
  readonly schema_version: typeof schemaVersion;
  readonly run: RunInfo;
  /** The runs that were merged into this file; only its own after a single run. */
  readonly runs: readonly RunInfo[];
  readonly plan: readonly PlanResult[];
  readonly goal: {
    readonly start_percent: number;
    readonly week1_percent: readonly [number, number];
    readonly week2_percent: number;
  };
  readonly sections: readonly (Part & {
    readonly section: Section;
    readonly title: string;
    readonly week: 1 | 2;
  })[];
  readonly suites: readonly (Part & { readonly suite: string })[];
  readonly services: readonly (Part & { readonly service: string })[];
  readonly criteria: readonly CriterionRecord[];
}
