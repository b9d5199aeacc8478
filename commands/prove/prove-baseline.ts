// Puts back all that the plan found broken at once, and measures the pass rate; for a path also after each mending.
import { notAtOnce, originalSystem } from "../../fixtures/faults/original-system.ts";
import type { Fault } from "../../fixtures/faults/fault.ts";
import historic from "../../reports/baseline.json" with { type: "json" };
import { goalOf, goals, type ProofStep } from "../../reports/proof-path.ts";
import type { ProofResults } from "../../reports/proof-results.ts";
import { fraction } from "../../reports/tally.ts";
import type { Criterion } from "../../suites/check.ts";
import { finishedRuns } from "./finished-runs.ts";
import { measureSteps } from "./measure-steps.ts";
import { mendingSteps } from "./mending-steps.ts";
import type { ProveOptions } from "./prove-options.ts";
import { createProveProgress } from "./prove-progress.ts";

export interface BaselineProof {
  readonly root: string;
  readonly folder: string;
  readonly options: ProveOptions;
  readonly criteria: readonly Criterion[];
  readonly all: readonly Fault[];
  readonly signal: AbortSignal;
}

const listed = new Set(originalSystem.flatMap(({ faults }) => faults));

/** Those of the catalogue that the plan found, without those that cannot be there with the others. */
export const faultsAtOnce = (all: readonly Fault[]) => all.filter(({ id }) => listed.has(id));

/** What the results say beside the faults one by one, of which there are none. */
export type BaselineResults = Pick<ProofResults, "control" | "baseline" | "path">;

function stepsFor({ path, runtime }: ProveOptions, all: readonly Fault[]) {
  const steps = mendingSteps(originalSystem, all, (fault) => (fault.runtime ?? runtime) === runtime);
  return path ? steps : [...steps.slice(0, 1), ...steps.slice(-1)];
}

/** The system with nothing broken is the control run: all must pass there, and it says what can be judged here. */
export function resultsOf(measured: readonly ProofStep[], withPath: boolean): BaselineResults {
  // What is blocked might be out of reach as well, such as a Prometheus that this machine cannot have.
  const of = measured.at(-1)?.rate.of ?? 0;
  const steps = measured.map((step) => ({ ...step, rate: fraction(step.rate.passed, of) }));
  const [broken, mended] = [steps[0], steps.at(-1)];
  if (!broken || !mended) throw new Error("nothing was measured");
  const { rate, failed } = mended;
  const clean = rate.passed === rate.of && rate.of > 0 && mended.error === null;
  const { date, percent } = historic;
  const baseline = {
    historic: { date, passed: historic.passed, of: historic.of, percent },
    broken,
    mended,
    left_out: notAtOnce,
  };
  return {
    control: { clean, runs: 1, clean_runs: clean ? 1 : 0, judged: rate.passed, failed },
    baseline,
    ...(withPath ? { path: { steps, goals: goals.map((goal) => goalOf(goal, steps)) } } : {}),
  };
}

export async function proveBaseline(proof: BaselineProof): Promise<BaselineResults | "stopped"> {
  const { root, folder, options, criteria, all, signal } = proof;
  const { runtime, lanes, fresh } = options;
  const steps = stepsFor(options, all);
  const finished = finishedRuns<ProofStep>(folder, { root, name: "proof-path", fresh, also: [runtime] });
  const known = steps.filter(({ id }) => finished.all.has(id)).length;
  const progress = createProveProgress(process.stderr, { total: steps.length - known, lanes });
  const broken = steps[0]?.broken.length ?? 0;
  progress.say(`Putting ${broken} faults back at once on ${runtime}, and measuring ${steps.length} systems:`);
  if (known > 0)
    progress.say(`  ${known} of them were measured on this very tree before; --fresh begins anew.`);
  const measured = await measureSteps({ criteria, options, steps, finished, progress, signal });
  if (signal.aborted) return "stopped";
  // What could not be judged is run again; a baseline alone is the beginning of a path.
  if (options.path && measured.every(({ error }) => error === null)) finished.forget();
  return resultsOf(measured, options.path);
}
