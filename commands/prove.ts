// `npm run prove`: puts every known fault back and says who catches it, and whether its cause is named.
import path from "node:path";
import { keepCompiled } from "../fixtures/machine-cache.ts";
import type { Fault } from "../fixtures/faults/fault.ts";
import { loadFaults } from "../fixtures/faults/load-faults.ts";
import { readTopology } from "../fixtures/topology.ts";
import { keepProof, readProof } from "../reports/keep-proof.ts";
import { type ProofFault, type ProofResults, proofSchemaVersion, scoreOf } from "../reports/proof-results.ts";
import { screenOf } from "../reports/render/layout.ts";
import { renderProofTerminal } from "../reports/render/proof-terminal.ts";
import { writeProof } from "../reports/write-proof.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import { componentsOf } from "../suites/components.ts";
import { knownSecrets } from "../suites/settings.ts";
import { explainFailure } from "./explain-failure.ts";
import { finishedRuns } from "./prove/finished-runs.ts";
import { type Ground, intendedOf } from "./prove/judge-fault.ts";
import { faultsAtOnce, proveBaseline } from "./prove/prove-baseline.ts";
import { proofCode } from "./prove/proof-code.ts";
import { proveCatalogue } from "./prove/prove-catalogue.ts";
import { proveMutants } from "./prove/prove-mutants.ts";
import {
  proveHelp,
  type ProveOptions,
  type RandomChoice,
  readProveOptions,
  selectFaults,
} from "./prove/prove-options.ts";
import { createProveProgress } from "./prove/prove-progress.ts";
import { makeFolder } from "./make-folder.ts";
import { runInfo } from "./run-info.ts";
import { stopOnSignal, stoppedCode } from "./stop-on-signal.ts";
import { testEnvironment } from "./test-environment.ts";
import { watchingFor } from "./watched-topology.ts";
import { ensurePrograms } from "./with-programs.ts";

const root = path.resolve(import.meta.dirname, "..");

function readGround(): Ground {
  const file = path.join(root, "compose.test.yml");
  const topology = readTopology({ file, env: testEnvironment(process.env) });
  return { root, topology, criteria: criteriaOf(componentsOf(topology)) };
}

function list(faults: readonly Fault[], { criteria }: Ground): void {
  for (const fault of faults)
    console.log(
      `${`${fault.kind}/${fault.id}`.padEnd(52)} §${fault.section}  ${fault.title}\n${" ".repeat(57)}by ${intendedOf(fault, criteria).join(", ")}`,
    );
}

interface Proof {
  readonly options: ProveOptions;
  readonly ground: Ground;
  readonly chosen: readonly Fault[];
  readonly signal: AbortSignal;
}

/** What a proof has found, without when and of what. */
type Found = Omit<ProofResults, "schema_version" | "commit" | "started_at" | "duration_ms" | "runtime">;

const isAtOnce = ({ baseline, path: mending }: ProveOptions) => baseline || mending;

const folderOf = ({ out }: ProveOptions) => path.resolve(root, out);

/** A sentence where an embedded system has no Prometheus: then nothing that asks one is judged. */
const ensureProgramsFor = async (runtime: ProveOptions["runtime"]): Promise<string | undefined> =>
  runtime === "embedded" ? await ensurePrograms(console.error) : undefined;

async function proveAtOnce({ options, ground, chosen, signal }: Proof): Promise<Found | "stopped"> {
  const folder = folderOf(options);
  await ensureProgramsFor(options.runtime);
  const { criteria } = ground;
  const found = await proveBaseline({ root, folder, options, criteria, all: chosen, signal });
  return found === "stopped" ? found : { full: true, faults: [], not_run: [], score: scoreOf([]), ...found };
}

async function proveRandom(
  { options, ground: { criteria }, signal }: Proof,
  random: RandomChoice,
): Promise<Found | "stopped"> {
  await ensureProgramsFor("embedded");
  const found = await proveMutants({ root, folder: folderOf(options), options, random, criteria, signal });
  return found === "stopped" ? found : { full: true, faults: [], not_run: [], score: scoreOf([]), ...found };
}

async function proveEach({ options, ground, chosen, signal }: Proof): Promise<Found | "stopped"> {
  const { full, runtime, lanes, fresh } = options;
  const unwatched = await ensureProgramsFor(runtime);
  const whyNot = (fault: Fault): string | undefined => {
    if (fault.runtime !== undefined && fault.runtime !== runtime)
      return `only the runtime ${fault.runtime} shows it`;
    return watchingFor(intendedOf(fault, ground.criteria)).length > 0 ? unwatched : undefined;
  };
  const here = chosen.filter((fault) => whyNot(fault) === undefined);
  const finished = finishedRuns<ProofFault>(folderOf(options), {
    root,
    name: "proof-progress",
    fresh,
    also: [runtime, String(full)],
  });
  const known = here.filter(({ id }) => finished.all.has(id)).length;
  const progress = createProveProgress(process.stderr, { total: here.length - known, lanes });
  progress.say(`Proving ${here.length} faults on ${runtime}, ${lanes} systems at a time:`);
  if (known > 0)
    progress.say(`  ${known} of them were judged on this very tree before; --fresh judges them again.`);
  const { control, faults } = await proveCatalogue({
    ground,
    options,
    faults: here,
    finished,
    progress,
    signal,
  });
  if (signal.aborted) return "stopped";
  finished.forget();
  return {
    full,
    control,
    faults,
    not_run: chosen.flatMap((fault) => {
      const reason = whyNot(fault);
      return reason === undefined ? [] : [{ id: fault.id, title: fault.title, kind: fault.kind, reason }];
    }),
    score: scoreOf(faults),
  };
}

async function prove(proof: Proof): Promise<ProofResults | "stopped"> {
  const startedAt = Date.now();
  const { runtime, random } = proof.options;
  const found = await (random
    ? proveRandom(proof, random)
    : isAtOnce(proof.options)
      ? proveAtOnce(proof)
      : proveEach(proof));
  if (found === "stopped") return found;
  const { commit, started_at, duration_ms } = runInfo(root, { startedAt, runtime });
  return { schema_version: proofSchemaVersion, commit, started_at, duration_ms, runtime, ...found };
}

async function main(): Promise<number> {
  keepCompiled();
  const options = readProveOptions(process.argv.slice(2));
  if (options.help) {
    console.log(proveHelp);
    return 0;
  }
  const ground = readGround();
  const all = await loadFaults();
  const chosen = isAtOnce(options) ? faultsAtOnce(all) : selectFaults(options, all);
  if (options.list) {
    list(chosen, ground);
    return 0;
  }
  const folder = makeFolder(root, options.out);
  const signal = stopOnSignal();
  const results = await prove({ options, ground, chosen, signal });
  if (results === "stopped") return stoppedCode(signal);
  const kept = keepProof(results, readProof(path.join(folder, "proof.json")));
  const written = writeProof(folder, kept, knownSecrets(ground.topology));
  process.stdout.write(renderProofTerminal(results, screenOf(process.stdout)));
  console.log(`  Reports: ${written.map((file) => path.relative(root, file)).join(", ")}`);
  return proofCode(results);
}

process.exitCode = await main().catch(explainFailure);
// Nothing that a library forgot to close may keep a finished run alive.
process.exit();
