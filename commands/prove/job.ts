// What one run of the system in a process of its own is asked for, and what it answers.
import type { SourceChange } from "../../fixtures/faults/fault.ts";
import type { Ended } from "./judge-fault.ts";

export interface Job {
  /** Ids of the faults that are put back together; none for a control run. */
  readonly faults: readonly string[];
  /** Ids of the criteria to judge. */
  readonly criteria: readonly string[];
  readonly runtime: "embedded" | "containers";
  /** After how long it is taken to hang, where that is not the usual. */
  readonly budgetMs?: number;
  /** Further texts of the services' sources to replace: a mutant's. */
  readonly changes?: readonly SourceChange[];
  /** Nothing more is judged once something is red. */
  readonly untilFailure?: boolean;
}

export interface JobEnd {
  readonly ended: readonly Ended[];
  readonly durationMs: number;
  /** Ids of those of several faults that no process came to: others keep its service from starting. */
  readonly hidden: readonly string[];
  /** Numbers of the mutants that the instrumented sources came to. */
  readonly reached?: readonly string[];
  /** It took longer than any run may, and was ended. */
  readonly timedOut?: boolean;
  /** Why nothing of this may be believed; undefined when it may. */
  readonly error?: string | undefined;
}
