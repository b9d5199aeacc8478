// What one run of the system in a process of its own is asked for, and what it answers.
import type { Ended } from "./judge-fault.ts";

export interface Job {
  /** Ids of the faults that are put back together; none for a control run. */
  readonly faults: readonly string[];
  /** Ids of the criteria to judge. */
  readonly criteria: readonly string[];
  readonly runtime: "embedded" | "containers";
  /** After how long it is taken to hang, where that is not the usual. */
  readonly budgetMs?: number;
}

export interface JobEnd {
  readonly ended: readonly Ended[];
  readonly durationMs: number;
  /** Ids of those of several faults that no process came to: others keep its service from starting. */
  readonly hidden: readonly string[];
  /** Why nothing of this may be believed; undefined when it may. */
  readonly error?: string | undefined;
}
