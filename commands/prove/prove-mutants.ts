// Mutates the services' modules at random: a control run that tells what the suites come to, then mutant after mutant.
import { drawMutants } from "../../fixtures/mutants/draw-mutants.ts";
import { mutantChange, unchangedModules } from "../../fixtures/mutants/mutant-changes.ts";
import { mutatedModules } from "../../fixtures/mutants/mutated-modules.ts";
import { type Mutant, type Mutants, readMutants } from "../../fixtures/mutants/read-mutants.ts";
import { type ProofMutant, type ProofMutation, mutationScoreOf } from "../../reports/proof-mutation.ts";
import type { ProofControl } from "../../reports/proof-results.ts";
import type { Criterion } from "../../suites/check.ts";
import { criteriaForMutants } from "./choose-criteria.ts";
import { controlOf, failedOf } from "./control-run.ts";
import { finishedRuns } from "./finished-runs.ts";
import { judgeMutant, notCovered } from "./judge-mutant.ts";
import type { ProveOptions, RandomChoice } from "./prove-options.ts";
import { createProveProgress } from "./prove-progress.ts";
import { runInProcess } from "./run-in-process.ts";
import { runLanes } from "./run-lanes.ts";

export interface MutantProof {
  readonly root: string;
  readonly folder: string;
  readonly options: Pick<ProveOptions, "lanes" | "fresh">;
  readonly random: RandomChoice;
  readonly criteria: readonly Criterion[];
  readonly signal: AbortSignal;
}

/** What the results say beside the faults, of which there are none. */
export interface MutantResults {
  readonly control: ProofControl;
  readonly mutation: ProofMutation;
}

const runtime = "embedded";

/** After so long a run hangs. A survivor is judged by nearly everything, and a busy machine is no fault of its. */
const budgetMs = 900_000;

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

/** The whole system with every module instrumented and no mutant active. */
async function runControl(proof: MutantProof, { modules, mutants }: Mutants) {
  const criteria = criteriaForMutants(proof.criteria);
  const changes = unchangedModules(modules);
  const end = await runInProcess({ faults: [], criteria, runtime, budgetMs, changes }, proof.signal);
  const keys = new Set(end.reached);
  return { end, reached: new Set(mutants.filter(({ key }) => keys.has(key)).map(({ id }) => id)) };
}

async function judgeEach(proof: MutantProof, { modules }: Mutants, covered: readonly Mutant[]) {
  const { root, folder, options, signal } = proof;
  const { lanes, fresh } = options;
  const criteria = criteriaForMutants(proof.criteria);
  const finished = finishedRuns<ProofMutant>(folder, { root, name: "proof-mutants", fresh, also: [] });
  const judged = new Map(finished.all);
  const waiting = covered.filter(({ id }) => !judged.has(id));
  if (waiting.length < covered.length)
    say(
      `  ${covered.length - waiting.length} of them were judged on this very tree before; --fresh begins anew.`,
    );
  const progress = createProveProgress(process.stderr, { total: waiting.length, lanes });
  const work = async (mutant: Mutant) => {
    const changes = [mutantChange(mutant, modules)];
    const job = { faults: [], criteria, runtime, budgetMs, changes, untilFailure: true } as const;
    const record = judgeMutant(mutant, await runInProcess(job, signal));
    if (signal.aborted) return;
    judged.set(mutant.id, record);
    finished.add(record);
    progress.mutated(record);
  };
  await runLanes(waiting, lanes, { work, signal });
  return judged;
}

/** Where the control run is not clean nothing is mutated: every mutant would seem to be caught. */
export async function proveMutants(proof: MutantProof): Promise<MutantResults | "stopped"> {
  const { count, seed } = proof.random;
  const all = await readMutants(proof.root, mutatedModules);
  const { modules, mutants } = all;
  const drawn = drawMutants(mutants, { count, seed });
  say(
    `Drew ${drawn.length} of the ${mutants.length} mutants of ${modules.length} modules with --seed ${seed}:`,
  );
  const { end, reached } = await runControl(proof, all);
  if (proof.signal.aborted) return "stopped";
  const failed = failedOf(end);
  createProveProgress(process.stderr, { total: 0, lanes: 1 }).control(end, failed);
  const control = controlOf([end]);
  const covered = control.clean ? drawn.filter(({ id }) => reached.has(id)) : [];
  if (control.clean)
    say(
      `  the suites come to ${covered.length} of them (to ${reached.size} of all); each is judged until something is red:`,
    );
  const judged = await judgeEach(proof, all, covered);
  if (proof.signal.aborted) return "stopped";
  const records = control.clean
    ? drawn.flatMap((mutant) => (reached.has(mutant.id) ? (judged.get(mutant.id) ?? []) : notCovered(mutant)))
    : [];
  return {
    control,
    mutation: {
      seed,
      modules: modules.length,
      population: mutants.length,
      reached: reached.size,
      mutants: records,
      score: mutationScoreOf(records),
    },
  };
}
