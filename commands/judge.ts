// Runs the suites in Vitest against a started stack and returns one raw result for each criterion that ran.
import path from "node:path";
import { createVitest, type Reporter, type TestCase, type TestModule } from "vitest/node";
import type { Criterion, Phase } from "../suites/check.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import type { DeploymentsProvided, Provided } from "../suites/provided.ts";
import { SuiteOrder } from "./suite-order.ts";

export interface JudgeOptions {
  /** Undefined where deployments are judged, which start their own. */
  readonly stack: { readonly url: string; readonly token: string } | undefined;
  /** Where deployments are judged. */
  readonly deployments?: DeploymentsProvided;
  readonly criteria: readonly Criterion[];
  readonly root: string;
  /** The working tree that the checks of files read; `root` unless it is a copy of that. */
  readonly tree?: string;
  /** Called as each criterion ends. */
  readonly onResult: (result: CriterionResult) => void;
  readonly signal: AbortSignal;
}

export interface Judged {
  readonly results: readonly CriterionResult[];
  /** What broke in the harness itself: files that do not load, hooks that throw. */
  readonly harnessErrors: readonly string[];
}

const phases: readonly Phase[] = ["side-by-side", "limits", "disturbing", "on-demand"];

/** What `verify` said; where the test itself failed after a pass (a soft assertion, a hook), that is no pass. */
function rawResult(test: TestCase): CriterionResult {
  const { result } = test.meta();
  const { state, errors } = test.result();
  const agrees = result && (result.outcome === "passed") === (state === "passed");
  if (agrees) return result;
  const reason = errors?.[0]?.message ?? "the test ended without a result";
  const base = { blockedBy: undefined, diagnosis: undefined, durationMs: undefined, evidence: [] };
  return { ...base, ...result, id: result?.id ?? test.name, outcome: "error", reason };
}

/** Of a message that shows code below, what it says first. */
const sentenceOf = (message: string) => message.split("\n").slice(0, 2).join(" ");

function collector(onResult: (result: CriterionResult) => void) {
  const results: CriterionResult[] = [];
  const harnessErrors: string[] = [];
  const reporter: Reporter = {
    onTestCaseResult: (test) => {
      const result = rawResult(test);
      results.push(result);
      onResult(result);
    },
    onTestModuleEnd: (module: TestModule) => {
      for (const { message } of module.errors())
        harnessErrors.push(`${module.relativeModuleId}: ${sentenceOf(message)}`);
    },
    onTestRunEnd: (_modules, errors) => {
      for (const { message } of errors) harnessErrors.push(sentenceOf(message));
    },
  };
  return { results, harnessErrors, reporter };
}

/** The suite files that judge something of `phase`: one Vitest run a phase, so that phases never overlap. */
function filesOf(criteria: readonly Criterion[], phase: Phase): readonly string[] {
  const suites = criteria.filter(({ check }) => check.phase === phase).map(({ suite }) => suite);
  return [...new Set(suites)].map((suite) => `suites/${suite}/`);
}

const signals = ["SIGINT", "SIGTERM"] as const;

/** Vitest ends the process within a millisecond of a signal; a run has things to put away before. */
async function withoutItsSignals<T>(start: () => Promise<T>): Promise<T> {
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const started = await start();
  for (const signal of signals)
    for (const listener of process.listeners(signal))
      if (!before.has(listener)) process.off(signal, listener);
  return started;
}

async function judgePhase(phase: Phase, options: JudgeOptions, failed: readonly string[]): Promise<Judged> {
  const { results, harnessErrors, reporter } = collector(options.onResult);
  const files = filesOf(options.criteria, phase);
  if (files.length === 0 || options.signal.aborted) return { results, harnessErrors };
  const vitest = await withoutItsSignals(() =>
    createVitest("test", {
      watch: false,
      root: options.root,
      config: path.join(options.root, "vitest.workspace.ts"),
      // Node strips the types; a bundle would be written into the tree, which need not be the caller's.
      configLoader: "native",
      project: [`suites:${phase}`],
      reporters: [reporter],
      // The durations of earlier runs would change the order of this one.
      cache: false,
      ...(phase === "side-by-side" ? {} : { sequence: { sequencer: SuiteOrder } }),
      passWithNoTests: true,
    }),
  );
  const criteria = options.criteria.filter(({ check }) => check.phase === phase).map(({ id }) => id);
  const { stack, deployments, root, tree } = options;
  const provided: Provided = { stack, deployments, criteria, failed, root: tree ?? root };
  for (const project of vitest.projects) project.provide("verifier", provided);
  const cancel = () => void vitest.cancelCurrentRun("keyboard-input");
  options.signal.addEventListener("abort", cancel);
  try {
    await vitest.start([...files]);
  } finally {
    options.signal.removeEventListener("abort", cancel);
    await vitest.close();
  }
  return { results, harnessErrors };
}

/** Judges phase after phase. A criterion without a result is for the caller to find: the catalogue says which. */
export async function judge(options: JudgeOptions): Promise<Judged> {
  const results: CriterionResult[] = [];
  const harnessErrors: string[] = [];
  for (const phase of phases) {
    const failed = results
      .filter(({ outcome }) => ["failed", "blocked"].includes(outcome))
      .map(({ id }) => id);
    const part = await judgePhase(phase, options, failed);
    results.push(...part.results);
    harnessErrors.push(...part.harnessErrors);
  }
  return { results, harnessErrors };
}
