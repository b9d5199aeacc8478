// Which criteria judge a fault: those that must catch it, and those that cost little.
import type { Fault } from "../../fixtures/faults/fault.ts";
import type { Criterion } from "../../suites/check.ts";
import { intendedOf } from "./judge-fault.ts";

export interface Choice {
  readonly criteria: readonly Criterion[];
  /** Every criterion but the deployments', which have runs of their own. */
  readonly full: boolean;
}

/** They run side by side too, but each takes as long as all the others together, or wants a Prometheus. */
const costly = new Set([
  "workflow.response-time",
  "workflow.hostile-input",
  "secrets.clean",
  "monitoring.targets",
]);

export const isCheap = ({ check: { id, phase } }: Criterion): boolean =>
  phase === "side-by-side" && !costly.has(id);

export function criteriaFor(fault: Fault, { criteria, full }: Choice): readonly string[] {
  const intended = new Set(intendedOf(fault, criteria));
  const judged = criteria.filter(
    (criterion) =>
      intended.has(criterion.id) || isCheap(criterion) || (full && criterion.check.phase !== "on-demand"),
  );
  return judged.map(({ id }) => id);
}

/** What a pass rate is counted from: the deployments have runs of their own. */
export const wholeCatalogue = (criteria: readonly Criterion[]): readonly string[] =>
  criteria.filter(({ check }) => check.phase !== "on-demand").map(({ id }) => id);

/** They judge how processes come up, go down and keep pace, or the repository: in no module that is mutated. */
const ofOtherThings = new Set([
  "chaos.availability",
  "chaos.drain",
  "chaos.restart",
  "chaos.restart-policy",
  "chaos.workflow-after",
  "health.start-order",
  "monitoring.alert",
  "monitoring.dashboard",
  "monitoring.targets",
  "secrets.clean",
  "secrets.metrics-token",
  "secrets.validation",
  "workflow.response-time",
]);

/** What judges a mutant: whatever asks the running system for what the mutated modules do. */
export const criteriaForMutants = (criteria: readonly Criterion[]): readonly string[] =>
  criteria
    .filter(({ check: { id, phase } }) => phase !== "on-demand" && !ofOtherThings.has(id))
    .map(({ id }) => id);

/** What a control run judges: whatever is judged with any of the faults. */
export function criteriaForControl(faults: readonly Fault[], choice: Choice): readonly string[] {
  const wanted = new Set(faults.flatMap((fault) => criteriaFor(fault, choice)));
  return choice.criteria.map(({ id }) => id).filter((id) => wanted.has(id));
}
