// One run: starts the stack, judges every criterion that it can, and takes the stack down again.
import { once } from "node:events";
import path from "node:path";
import type { TestResult } from "allure-js-commons";
import { prepareRuntime } from "../fixtures/prepare-runtime.ts";
import { serveStack } from "../fixtures/stack-server.ts";
import type { StartedStack } from "../fixtures/stack.ts";
import { readTopology, type Topology } from "../fixtures/topology.ts";
import type { PartRecord } from "../reports/write-parts.ts";
import { type RunScope, unjudged } from "../reports/unjudged.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import type { Criterion } from "../suites/check.ts";
import { componentsOf } from "../suites/components.ts";
import { knownSecrets } from "../suites/settings.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import { attachTo } from "./attach.ts";
import { attachedScope } from "./attached-scope.ts";
import { bringUpWith } from "./bring-up-with.ts";
import { collectParts } from "./collect-parts.ts";
import { judgeRecorded, type Recording } from "./judge-recorded.ts";
import type { AttachOptions } from "./attach-options.ts";
import type { Progress } from "./progress.ts";
import { judgesDeployments, runDelivery } from "./run-delivery.ts";
import { testEnvironment } from "./test-environment.ts";
import { type Asked, askedOf } from "./select-criteria.ts";
import type { VerifyOptions } from "./verify-options.ts";
import { UsageError } from "./usage-error.ts";
import { watching } from "./watched-topology.ts";

export interface Verdict {
  readonly topology: Topology;
  readonly criteria: readonly Criterion[];
  readonly scope: RunScope;
  readonly results: readonly CriterionResult[];
  readonly harnessErrors: readonly string[];
  /** What was collected of the system before it was taken down. */
  readonly parts: readonly PartRecord[];
  /** What allure-vitest saw meanwhile. */
  readonly live?: readonly TestResult[] | undefined;
}

interface Plan {
  readonly root: string;
  readonly options: VerifyOptions;
  readonly topology: Topology;
  readonly criteria: readonly Criterion[];
  readonly asked: Asked;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Called while the system still has to be taken down. */
  readonly afterJudging: () => void;
  readonly beforeKeepUp: (verdict: Verdict) => Promise<unknown>;
}

function recordingOf({ root, options, topology }: Plan): Recording {
  const out = options.allure ? path.resolve(root, options.out) : undefined;
  return { out, secrets: knownSecrets(topology) };
}

async function judgeStack(stack: StartedStack, plan: Plan, toJudge: readonly Criterion[]) {
  const { root, progress, signal } = plan;
  const server = await serveStack(stack);
  const { url, token } = server;
  try {
    const { started: onStart, judged: onResult } = progress;
    const judging = { stack: { url, token }, criteria: toJudge, root, onStart, onResult, signal };
    return await judgeRecorded(judging, recordingOf(plan));
  } finally {
    await server.close();
  }
}

async function keepUp(stack: StartedStack, { progress, signal }: Plan): Promise<void> {
  for (const { name, ports } of stack.topology.services) {
    const address = ports.length > 0 ? stack.published(name) : undefined;
    if (address) progress.say(`  ${name.padEnd(18)} http://${address.host}:${address.port}`);
  }
  progress.say("The system stays up; Ctrl-C stops it.");
  if (!signal.aborted) await once(signal, "abort");
}

/** Ids of the criteria that the run will really judge: what `unjudged` gives no reason against. */
function judgeable(plan: Plan, scope: RunScope): readonly Criterion[] {
  return plan.criteria.filter((criterion) => unjudged(criterion, scope) === undefined);
}

async function judgeOn(stack: StartedStack, plan: Plan): Promise<Verdict | "stopped"> {
  const { topology, criteria, asked, options, signal } = plan;
  const attached = options.attach && attachedScope(stack, options.attach);
  const scope: RunScope = {
    runtime: stack.runtime,
    capabilities: stack.capabilities,
    ...asked,
    ...attached,
  };
  const toJudge = judgeable(plan, scope);
  plan.progress.judging(toJudge);
  const judged = await judgeStack(stack, plan, toJudge);
  plan.progress.end();
  plan.afterJudging();
  if (signal.aborted) return "stopped";
  const parts = await collectParts(stack);
  const verdict = { topology, criteria, scope, parts, ...judged };
  if (options.keepUp) {
    await plan.beforeKeepUp(verdict);
    await keepUp(stack, plan);
  }
  return verdict;
}

/** A run that brings no stack up: each deployment is started by its own judge. */
async function judgeDeployments(plan: Plan): Promise<Verdict | "stopped"> {
  const { root, topology, criteria, asked, progress, signal, afterJudging } = plan;
  progress.say("Judging deployments, each on a compose project and ports of its own:");
  const delivered = await runDelivery({
    asked,
    say: progress.say,
    signal,
    judge: async (scope, deployments) => {
      const toJudge = judgeable(plan, scope);
      progress.judging(toJudge);
      const { started: onStart, judged: onResult } = progress;
      const about = { stack: undefined, deployments, criteria: toJudge, root, signal };
      return await judgeRecorded({ ...about, onStart, onResult }, recordingOf(plan));
    },
  });
  progress.end();
  afterJudging();
  return delivered === "stopped" ? delivered : { topology, criteria, parts: [], ...delivered };
}

/** A run on a system that somebody else has started, and goes on with afterwards. */
async function judgeAttached(
  attach: AttachOptions,
  plan: Omit<Plan, "topology" | "criteria" | "asked">,
): Promise<Verdict | "stopped"> {
  const { root, options, progress, signal } = plan;
  await using stack = await attachTo({ root, attach, say: progress.say, onEvent: progress.stackEvent });
  if (signal.aborted) return "stopped";
  const { topology } = stack;
  const criteria = criteriaOf(componentsOf(topology));
  const asked = askedOf(options, criteria);
  if (judgesDeployments(asked.selected, criteria))
    throw new UsageError("deployments have a run of their own, without --runtime attached");
  progress.hide(knownSecrets(topology));
  return await judgeOn(stack, { ...plan, topology, criteria, asked });
}

export type Hooks = Pick<Plan, "signal" | "progress" | "afterJudging" | "beforeKeepUp">;

/** "stopped" when a signal ended it before the verdict; the stack is down in every case. */
export async function runVerdict(
  root: string,
  options: VerifyOptions,
  hooks: Hooks,
): Promise<Verdict | "stopped"> {
  const { attach } = options;
  const { signal, progress } = hooks;
  if (attach) return await judgeAttached(attach, { root, options, ...hooks });
  const env = testEnvironment(process.env);
  const topologyFile = path.resolve(root, options.file);
  const topology = readTopology({ file: topologyFile, env });
  progress.hide(knownSecrets(topology));
  const criteria = criteriaOf(componentsOf(topology));
  const asked = askedOf(options, criteria);
  const plan: Plan = { root, options, topology, criteria, asked, ...hooks };
  if (judgesDeployments(asked.selected, criteria)) return await judgeDeployments(plan);
  const prepared = await prepareRuntime({
    wanted: options.runtime,
    root,
    file: topologyFile,
    env,
    profiles: watching,
    onSay: progress.say,
    signal,
  });
  if (signal.aborted) return "stopped";
  const { ephemeralPorts } = options;
  await using stack = await bringUpWith(progress, { ...prepared, ephemeralPorts });
  if (signal.aborted) return "stopped";
  return await judgeOn(stack, plan);
}
