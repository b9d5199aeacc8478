// Proves the catalogue: control runs and every chosen fault, each on a fresh system, some side by side.
import type { Fault } from "../../fixtures/faults/fault.ts";
import type { ProofControl, ProofFault } from "../../reports/proof-results.ts";
import { criteriaFor, criteriaForControl } from "./choose-criteria.ts";
import { controlOf, failedOf } from "./control-run.ts";
import type { FinishedRuns } from "./finished-runs.ts";
import type { JobEnd } from "./job.ts";
import { type Ground, judgeFault } from "./judge-fault.ts";
import type { ProveOptions } from "./prove-options.ts";
import type { ProveProgress } from "./prove-progress.ts";
import { runInProcess } from "./run-in-process.ts";
import { runLanes } from "./run-lanes.ts";

export interface Proving {
  readonly ground: Ground;
  readonly options: Pick<ProveOptions, "full" | "runtime" | "controls" | "lanes">;
  readonly faults: readonly Fault[];
  readonly finished: FinishedRuns<ProofFault>;
  readonly progress: ProveProgress;
  readonly signal: AbortSignal;
}

export interface Proved {
  readonly control: ProofControl;
  /** In the catalogue's order. */
  readonly faults: readonly ProofFault[];
}

/** The control runs come first, and alone: where one is not clean, nothing of the rest proves anything. */
export async function proveCatalogue(proving: Proving): Promise<Proved> {
  const { ground, options, faults, finished, progress, signal } = proving;
  const { full, runtime, controls, lanes } = options;
  const choice = { criteria: ground.criteria, full };
  const ends: JobEnd[] = [];
  const judged = new Map(finished.all);
  const control = async () => {
    const criteria = criteriaForControl(faults, choice);
    const end = await runInProcess({ faults: [], criteria, runtime }, signal);
    if (signal.aborted) return;
    ends.push(end);
    progress.control(end, failedOf(end));
  };
  const prove = async (fault: Fault) => {
    const criteria = criteriaFor(fault, choice);
    const { error, ...end } = await runInProcess({ faults: [fault.id], criteria, runtime }, signal);
    if (signal.aborted) return;
    const record = judgeFault(fault, { ...end, error }, ground);
    judged.set(fault.id, record);
    finished.add(record);
    progress.judged(record);
  };
  const waiting = faults.filter(({ id }) => !judged.has(id));
  await runLanes([...Array(controls).keys()], 1, { work: control, signal });
  await runLanes(waiting, lanes, { work: prove, signal });
  return {
    control: controlOf(ends),
    faults: faults.flatMap(({ id }) => judged.get(id) ?? []),
  };
}
