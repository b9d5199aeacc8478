// The path from the broken system of the plan to a whole one: what is still broken after each step.
import type { Fault } from "../../fixtures/faults/fault.ts";
import type { FoundBroken } from "../../fixtures/faults/original-system.ts";

export interface MendingStep {
  /** `step-0` is the system with everything broken. */
  readonly id: string;
  /** The plan's task; undefined before anything is mended. */
  readonly task: string | undefined;
  readonly mended: readonly Fault[];
  readonly broken: readonly Fault[];
}

/** One step for each entry, in its order, after one in which all are broken; faults that `shows` refuses are left out. */
export function mendingSteps(
  found: readonly FoundBroken[],
  all: readonly Fault[],
  shows: (fault: Fault) => boolean,
): readonly MendingStep[] {
  const faultOf = (id: string): Fault => {
    const fault = all.find((candidate) => candidate.id === id);
    if (!fault) throw new Error(`the list of what the plan found broken names ${id}, which is no fault`);
    return fault;
  };
  const groups = found
    .map(({ task, faults }) => ({ task, faults: faults.map(faultOf).filter(shows) }))
    .filter(({ faults }) => faults.length > 0);
  const after = (count: number) => groups.slice(count).flatMap(({ faults }) => faults);
  return [
    { id: "step-0", task: undefined, mended: [], broken: after(0) },
    ...groups.map(({ task, faults }, index) => ({
      id: `step-${index + 1}`,
      task,
      mended: faults,
      broken: after(index + 1),
    })),
  ];
}
