// What a check is: one acceptance criterion, declared once as data, judged once in a suite file.
import type { Capability } from "../fixtures/capability.ts";

/** Plan sections §1 to §9: 1 to 4 are week 1, 5 to 9 week 2. */
export type Section = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export const suiteNames = [
  "ports",
  "health",
  "auth",
  "workflow",
  "headers",
  "rate-limits",
  "chaos",
  "monitoring",
  "secrets",
  "delivery",
] as const;

export type SuiteName = (typeof suiteNames)[number];

/**
 * What one criterion is made for: the whole system (one criterion), each service (one a service of the
 * topology whose x-verify role is `service`), or each component (each service and each datastore).
 */
export type Scope = "system" | "service" | "component";

/**
 * When it may run: side by side with others, alone because it spends rate limits or compares times, alone because it
 * disturbs the system (kills, pauses, restarts), or only when asked for by name (delivery).
 */
export type Phase = "side-by-side" | "limits" | "disturbing" | "on-demand";

export interface Check {
  /** `<suite>.<name>`, unique in the catalogue. */
  readonly id: string;
  /** What holds when it passes: "The published host port answers HTTP". */
  readonly title: string;
  /** What is wrong when it fails: "The published host port does not answer HTTP". */
  readonly failureTitle: string;
  /** Why it matters, with the standard or the plan's line behind it. */
  readonly description: string;
  readonly sections: readonly [Section, ...Section[]];
  readonly scope: Scope;
  readonly phase: Phase;
  /** Needed beyond `http`. */
  readonly capabilities: readonly Capability[];
  /**
   * Ids of criteria or checks without which this one can say nothing new. `{service}` stands for the
   * criterion's own service: `health.endpoint/{service}`.
   */
  readonly needs: readonly string[];
  /** It judges what the whole run did to the system, so each shard of a split run judges it for its own part. */
  readonly throughout: boolean;
  /** False while the catalogue holds it but no suite judges it: its outcome is `not-built`. */
  readonly built: boolean;
}

/** One line of the pass rate's denominator: a check, made concrete for one service where it has one. */
export interface Criterion {
  /** `ports.mapping/airtable-gateway`, or the check's own id. */
  readonly id: string;
  readonly check: Check;
  readonly suite: SuiteName;
  readonly service: string | undefined;
}
