// The delivery run: judges deployments, each on a compose project of its own, and leaves none of them behind.
import { tmpdir } from "node:os";
import { rmSync, readdirSync } from "node:fs";
import path from "node:path";
import { isOrphaned, ownPrefix, removeProjects } from "../fixtures/engine/compose-projects.ts";
import { connectEngine, type Docker, type Engine } from "../fixtures/engine/engine.ts";
import { findImages } from "../fixtures/images/find-images.ts";
import { runProgram } from "../fixtures/processes/run-program.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { readTopology } from "../fixtures/topology.ts";
import { until } from "../fixtures/until.ts";
import type { RunScope } from "../reports/unjudged.ts";
import type { Criterion } from "../suites/check.ts";
import type { DeploymentsProvided } from "../suites/provided.ts";
import type { Judged } from "./collect-results.ts";
import type { Asked } from "./select-criteria.ts";
import { UsageError } from "./usage-error.ts";

const root = path.resolve(import.meta.dirname, "..");

/**
 * Whether what was asked for judges deployments.
 * @throws {UsageError} for both kinds at once: a deployment is judged after nothing and beside nothing.
 */
export function judgesDeployments(selected: Asked["selected"], criteria: readonly Criterion[]): boolean {
  if (selected === "all") return false;
  const chosen = criteria.filter(({ id }) => selected.has(id));
  const deployment = chosen.find(({ check }) => check.phase === "on-demand");
  const other = chosen.find(({ check }) => check.phase !== "on-demand");
  if (!deployment || !other) return deployment !== undefined;
  throw new UsageError(
    `${deployment.id} judges a deployment, which has a run of its own, and ${other.id} a running system: judge them by two runs, and make one verdict of both with npm run merge`,
  );
}

export interface DeliveryRun {
  readonly asked: Asked;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
  /** Judges what the scope allows. */
  readonly judge: (scope: RunScope, deployments: DeploymentsProvided) => Promise<Judged>;
}

export interface DeliveryVerdict extends Judged {
  readonly scope: RunScope;
}

/** "stopped" when a signal ended it. What it started is removed in every case, and what a killed run left too. */
export async function runDelivery(run: DeliveryRun): Promise<DeliveryVerdict | "stopped"> {
  const engine = await findEngine();
  const reason = engine instanceof StackError ? engine.message : undefined;
  const scope: RunScope = {
    runtime: "delivery",
    capabilities: reason === undefined ? ["engine"] : [],
    ...run.asked,
    ...(reason === undefined ? {} : { lacks: { engine: reason } }),
  };
  if (engine instanceof StackError) return { scope, results: [], harnessErrors: [] };
  const { docker } = engine;
  // What an engine does not let go of is told, and is no reason to judge nothing.
  const left = await removeAll(docker, isOrphaned).catch((error: Error) => {
    run.say(`What a killed run had left stays: ${error.message}. Start the engine anew to be rid of it.`);
    return 0;
  });
  if (left > 0) run.say(`Removed ${left} things that a killed run had left.`);
  const prefix = ownPrefix();
  try {
    const images = await baseImages(engine, run.say);
    const judged = await run.judge(scope, { prefix, images });
    return run.signal.aborted ? "stopped" : { scope, ...judged };
  } finally {
    await removeAll(docker, (name) => name.startsWith(prefix));
  }
}

/** The engine with compose beside it, or the sentence that says what is missing. */
async function findEngine(): Promise<Engine | StackError> {
  try {
    const engine = await connectEngine();
    await requireCompose();
    return engine;
  } catch (error) {
    if (error instanceof StackError) return error;
    throw error;
  }
}

/** Those that can be had here, by variable: stand-ins where a registry is out of reach. */
async function baseImages(engine: Engine, onSay: (sentence: string) => void) {
  const { env } = process;
  const topology = readTopology({ file: path.join(root, "compose.test.yml"), env });
  const { variables, why } = await findImages({ engine, topology, env, onSay });
  onSay(`  On ${engine.version}; ${why}.`);
  return variables;
}

/** docker-compose.yml replaces lists of the file that it extends, which compose can since then. */
const oldestCompose = "2.24.4";

async function requireCompose(): Promise<void> {
  const ended = await runProgram({ program: "docker", args: ["compose", "version", "--short"] });
  if (!ended.ok) {
    throw new StackError(
      "docker compose is not there; install the plugin: sudo apt-get install docker-compose-plugin",
    );
  }
  const version = (ended.lines.at(-1) ?? "").replace(/^v/, "");
  const isOld = version.localeCompare(oldestCompose, "en", { numeric: true }) < 0;
  if (isOld)
    throw new StackError(`docker compose is ${version}, and ${oldestCompose} or newer is needed; update it`);
}

/** Also the folders that the trees were copied to; returns how many things there were. */
async function removeDeployments(docker: Docker, wanted: (name: string) => boolean): Promise<number> {
  const removed = await removeProjects(docker, wanted);
  const folders = readdirSync(tmpdir()).filter((name) => wanted(name));
  for (const name of folders) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  return removed + folders.length;
}

/** What the engine was creating when its client ended appears a moment later; returns how many things there were. */
async function removeAll(docker: Docker, wanted: (name: string) => boolean): Promise<number> {
  let total = 0;
  const noneLeft = async () => {
    const removed = await removeDeployments(docker, wanted);
    total += removed;
    return removed === 0;
  };
  await until(noneLeft, { what: "every deployment to be removed", budgetMs: 60_000, intervalMs: 250 });
  return total;
}
