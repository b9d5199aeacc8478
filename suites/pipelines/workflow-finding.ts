// What the linting of a workflow finds, and the shape of a rule that finds it.
import type { Workflow } from "./workflow.ts";

export interface WorkflowFinding {
  readonly rule: string;
  /** Relative to the root; 1-based line. */
  readonly file: string;
  readonly line: number;
  readonly summary: string;
  readonly cure: string;
}

export type WorkflowFault = Pick<WorkflowFinding, "line" | "summary" | "cure">;

export interface WorkflowRule {
  readonly id: string;
  readonly judge: (workflow: Workflow) => readonly WorkflowFault[];
}
