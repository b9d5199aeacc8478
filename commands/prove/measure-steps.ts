// Measures the pass rate of the system after each step of a path: each on a fresh system, some side by side.
import type { ProofStep } from "../../reports/proof-path.ts";
import { fraction, judgedOf, tally } from "../../reports/tally.ts";
import type { Criterion } from "../../suites/check.ts";
import { wholeCatalogue } from "./choose-criteria.ts";
import type { FinishedRuns } from "./finished-runs.ts";
import type { JobEnd } from "./job.ts";
import type { MendingStep } from "./mending-steps.ts";
import type { ProveOptions } from "./prove-options.ts";
import type { ProveProgress } from "./prove-progress.ts";
import { runInProcess } from "./run-in-process.ts";
import { runLanes } from "./run-lanes.ts";

/** Everything is judged, and much of it waits for what will not come. */
const budgetMs = 1_200_000;

export interface Measuring {
  readonly criteria: readonly Criterion[];
  readonly options: Pick<ProveOptions, "runtime" | "lanes">;
  readonly steps: readonly MendingStep[];
  readonly finished: FinishedRuns<ProofStep>;
  readonly progress: ProveProgress;
  readonly signal: AbortSignal;
}

export function stepOf({ id, task, mended, broken }: MendingStep, end: JobEnd): ProofStep {
  const totals = tally(end.ended.map(({ outcome }) => outcome));
  return {
    id,
    task: task ?? null,
    mended: mended.map((fault) => ({ id: fault.id, title: fault.title })),
    broken: broken.length,
    hidden: end.hidden,
    rate: fraction(totals.passed, judgedOf(totals)),
    failed: end.ended.filter(({ outcome }) => outcome === "failed").map((result) => result.id),
    blocked: totals.blocked,
    duration_ms: end.durationMs,
    error: end.error ?? null,
  };
}

const isControl = ({ broken }: MendingStep): boolean => broken.length === 0;

/** In the path's order; those that were finished before are not run again. */
export async function measureSteps(measuring: Measuring): Promise<readonly ProofStep[]> {
  const { criteria: all, options, steps, finished, progress, signal } = measuring;
  const { runtime, lanes } = options;
  const criteria = wholeCatalogue(all);
  const measured = new Map(finished.all);
  const measure = async (step: MendingStep) => {
    const faults = step.broken.map(({ id }) => id);
    const end = await runInProcess({ faults, criteria, runtime, budgetMs }, signal);
    if (signal.aborted) return;
    const record = stepOf(step, end);
    measured.set(step.id, record);
    finished.add(record);
    progress.measured(record);
  };
  const waiting = steps.filter(({ id }) => !measured.has(id));
  // The control run alone: some of what it judges goes by time, which a neighbour would take.
  await runLanes(waiting.filter(isControl), 1, { work: measure, signal });
  const broken = waiting.filter((step) => !isControl(step));
  await runLanes(broken, lanes, { work: measure, signal });
  return steps.flatMap(({ id }) => measured.get(id) ?? []);
}
