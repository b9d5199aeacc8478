// Brings one broken system up, judges it, and takes it down again.
import path from "node:path";
import type { Fault } from "../../fixtures/faults/fault.ts";
import { fitSources, type Injection, injectSource } from "../../fixtures/faults/inject-source.ts";
import { prepareRuntime } from "../../fixtures/prepare-runtime.ts";
import { findPrometheus } from "../../fixtures/runtimes/embedded/prometheus-binary.ts";
import { serveStack } from "../../fixtures/stack-server.ts";
import { startStack } from "../../fixtures/stack.ts";
import type { Topology } from "../../fixtures/topology.ts";
import { settle } from "../../reports/settle.ts";
import { type RunScope, unjudged } from "../../reports/unjudged.ts";
import { criteriaOf } from "../../suites/catalogue.ts";
import type { Criterion } from "../../suites/check.ts";
import { componentsOf } from "../../suites/components.ts";
import type { CriterionResult } from "../../suites/outcome.ts";
import { judge } from "../judge.ts";
import { testEnvironment } from "../test-environment.ts";
import { watchingFor } from "../watched-topology.ts";
import { breakTree } from "./broken-tree.ts";
import type { Job, JobEnd } from "./job.ts";
import { isRed, judgeUntilFailure } from "./judge-until-failure.ts";

export interface RunJob extends Job {
  /** The repository that is judged, and whose suites judge. */
  readonly root: string;
  readonly broken: readonly Fault[];
  readonly signal: AbortSignal;
}

function change(topology: Topology, faults: readonly Fault[]): Topology {
  return faults.reduce((changed, fault) => ("change" in fault ? fault.change(changed) : changed), topology);
}

/** @throws {Error} when the texts do not fit the sources, or not together. */
function inject({ root, broken, changes: more = [] }: RunJob): Injection | undefined {
  const changes = [...broken.flatMap((fault) => (fault.kind === "source" ? fault.changes : [])), ...more];
  const fitted = fitSources(root, changes);
  return changes.length > 0 ? injectSource(changes, fitted) : undefined;
}

/** Alone, a fault that no process came to proves nothing; among others, one of them may stand before it. */
function unseenOf(faults: readonly Fault[], injection: Injection | undefined) {
  const unloaded = injection?.unloaded() ?? [];
  if (faults.length > 1) {
    const isHidden = (fault: Fault) =>
      fault.kind === "source" && fault.changes.every((each) => unloaded.includes(each));
    return { hidden: faults.filter(isHidden).map(({ id }) => id), never: [] };
  }
  return { hidden: [], never: unloaded.map(({ file }) => `no process of the system has loaded ${file}`) };
}

/** The parent tells how the proof goes on. */
const say = () => undefined;

const errorsOf = (results: readonly CriterionResult[]): readonly string[] =>
  results
    .filter(({ outcome }) => outcome === "error")
    .map(({ id, reason }) => `${id} ended in an error: ${reason?.split("\n", 1)[0] ?? ""}`);

async function judgeBroken(job: RunJob, tree: string, injection: Injection | undefined) {
  const { root, broken, runtime: wanted, untilFailure, signal } = job;
  const file = path.join(tree, "compose.test.yml");
  const env = testEnvironment(process.env);
  // The parent has installed it where that can be done.
  const canWatch = wanted === "containers" || findPrometheus() !== undefined;
  const profiles = canWatch ? watchingFor(job.criteria) : [];
  const prepared = await prepareRuntime({ wanted, root: tree, file, env, profiles, onSay: say, signal });
  const changed = change(prepared.topology, broken);
  const topology = injection ? injection.mount(changed) : changed;
  const nodeOptions = injection ? { nodeOptions: injection.nodeOptions } : {};
  // The topology of the file, not the broken one: a fault that takes a service away must not shorten the catalogue.
  const criteria = criteriaOf(componentsOf(prepared.topology));
  const { runtime } = prepared;
  await using stack = await startStack({ topology, runtime, ephemeralPorts: true, ...nodeOptions });
  const { capabilities } = stack;
  // Of a service that the fault takes away nothing can be judged, but that the others miss it.
  const there = new Set(topology.services.map(({ name }) => name));
  const isSelected = ({ id, service }: Criterion) =>
    job.criteria.includes(id) && (service === undefined || there.has(service));
  const selected = new Set(criteria.filter(isSelected).map(({ id }) => id));
  const scope: RunScope = { runtime, capabilities, selected };
  const toJudge = criteria.filter((criterion) => unjudged(criterion, scope) === undefined);
  const server = await serveStack(stack);
  const { url, token } = server;
  try {
    const stackThere = { url, token };
    const options = { stack: stackThere, criteria: toJudge, root, tree, onResult: say, signal };
    const judged = await (untilFailure ? judgeUntilFailure(options) : judge(options));
    // What had no turn before the first red one is no concern.
    if (untilFailure && judged.results.some(isRed)) return { results: judged.results, wrong: [] };
    const results = [...settle(criteria, judged.results, scope).values()];
    return { results, wrong: [...judged.harnessErrors, ...errorsOf(results)] };
  } finally {
    await server.close();
  }
}

/** Never throws: what the harness itself could not do is the end's `error`. */
export async function runJob(job: RunJob): Promise<JobEnd> {
  const startedAt = performance.now();
  const ended = (rest: Omit<JobEnd, "durationMs">): JobEnd => ({
    ...rest,
    durationMs: Math.round(performance.now() - startedAt),
  });
  try {
    using tree = await breakTree(job.root, job.broken);
    using injection = inject(job);
    const judged = await judgeBroken(job, tree.root, injection);
    const results = judged.results.map(({ evidence: _evidence, durationMs: _ms, ...rest }) => rest);
    const { hidden, never } = unseenOf(job.broken, injection);
    const wrong = [...(injection?.misses() ?? []), ...new Set(never), ...judged.wrong];
    const error = wrong.length > 0 ? wrong.join("; ") : undefined;
    return ended({ ended: results, hidden, reached: injection?.reached() ?? [], error });
  } catch (error) {
    return ended({ ended: [], hidden: [], error: error instanceof Error ? error.message : String(error) });
  }
}
