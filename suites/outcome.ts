// What a criterion can come to, and the record that says it, with its evidence and its diagnosis.

export const outcomes = [
  "passed",
  "failed",
  "blocked",
  "not-verified",
  "not-built",
  "not-selected",
  "flaky",
  "error",
] as const;

export type Outcome = (typeof outcomes)[number];

/** The sentence that names the cause, the place to change and the cure. */
export interface Diagnosis {
  readonly summary: string;
  /** Relative to the repository's root; undefined where nothing is certain. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly cure: string | undefined;
}

/** Something that a check saw while it ran. Secrets are redacted before a record is made. */
export interface Evidence {
  readonly kind: "exchange" | "topology" | "state" | "logs" | "files" | "note";
  /** The service it came from; undefined when it is of the system as a whole. */
  readonly service: string | undefined;
  /** One line for people: `GET http://127.77.0.12:8002/health -> 200 in 4 ms`. */
  readonly summary: string;
  /** Kind-specific, JSON. */
  readonly detail?: unknown;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How often it passed in the runs that judged it, and where its true proportion lies (95%). */
export interface Repeated {
  readonly runs: number;
  readonly passed: number;
  readonly low: number;
  readonly high: number;
}

/** How one criterion ended. */
export interface CriterionResult {
  readonly id: string;
  readonly outcome: Outcome;
  /** Why, for every outcome but `passed`. */
  readonly reason: string | undefined;
  /** The criterion that blocks this one. */
  readonly blockedBy: string | undefined;
  readonly diagnosis: Diagnosis | undefined;
  /** Milliseconds since the epoch; undefined where nothing ran. */
  readonly startedAt?: number | undefined;
  readonly durationMs: number | undefined;
  readonly evidence: readonly Evidence[];
  /** Only after several runs. */
  readonly repeated?: Repeated | undefined;
}
