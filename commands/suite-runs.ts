// Keeps Vitest open over the suites: it judges phase after phase, and again after a change, without a new start.
import type { AddressInfo } from "node:net";
import type { TestResult } from "allure-js-commons";
import {
  createVitest,
  type InlineConfig,
  type Reporter,
  type TestCase,
  type TestModule,
  type Vitest,
} from "vitest/node";
import type { Criterion, Phase } from "../suites/check.ts";
import { findJudges } from "../suites/find-judges.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import type { DeploymentsProvided, Provided } from "../suites/provided.ts";
import workspace from "../vitest.workspace.ts";
import { SuiteOrder } from "./suite-order.ts";

export interface Judged {
  readonly results: readonly CriterionResult[];
  /** What broke in the harness itself: files that do not load, hooks that throw. */
  readonly harnessErrors: readonly string[];
  /** What allure-vitest saw meanwhile; undefined where it did not watch. */
  readonly live?: readonly TestResult[] | undefined;
}

export interface SuiteRunsOptions {
  /** Undefined where deployments are judged, which start their own. */
  readonly stack: { readonly url: string; readonly token: string } | undefined;
  /** Where deployments are judged. */
  readonly deployments?: DeploymentsProvided | undefined;
  readonly root: string;
  /** The working tree that the checks of files read; `root` unless it is a copy of that. */
  readonly tree?: string;
  /** Called as each criterion begins. */
  readonly onStart?: ((id: string) => void) | undefined;
  /** Called as each criterion ends. */
  readonly onResult: (result: CriterionResult) => void;
  /** Further ones that watch; what they say decides nothing. */
  readonly reporters?: readonly Reporter[] | undefined;
  /** With Vitest's UI, which shows all of these and can run each. */
  readonly ui?: { readonly criteria: readonly Criterion[] } | undefined;
}

export interface PhaseRun {
  readonly phase: Phase;
  readonly criteria: readonly Criterion[];
  /** Ids of what failed before, so that what they block need not run. */
  readonly failed: readonly string[];
  readonly signal: AbortSignal;
}

export interface SuiteRuns extends AsyncDisposable {
  readonly run: (phase: PhaseRun) => Promise<Judged>;
  /** Has a changed file read again. */
  readonly forget: (file: string) => void;
  /** Of Vitest's UI, with the token that it wants: for whoever started it, and for no file. */
  readonly uiUrl: string | undefined;
}

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

function collector({ onStart, onResult }: SuiteRunsOptions) {
  let results: CriterionResult[] = [];
  let harnessErrors: string[] = [];
  let isCut = false;
  const reporter: Reporter = {
    onTestCaseReady: (test) => onStart?.(test.name),
    onTestCaseResult: (test) => {
      // One that did not run has no result: whoever asked for it sees that it is missing.
      if (test.result().state === "skipped") return;
      if (isCut && test.result().state !== "passed") return;
      const result = rawResult(test);
      results.push(result);
      onResult(result);
    },
    onTestModuleEnd: (module: TestModule) => {
      if (isCut) return;
      for (const { message } of module.errors())
        harnessErrors.push(`${module.relativeModuleId}: ${sentenceOf(message)}`);
    },
    onTestRunEnd: (_modules, errors) => {
      if (isCut) return;
      for (const { message } of errors) harnessErrors.push(sentenceOf(message));
    },
  };
  /** What was collected since it was last taken. */
  const take = (): Judged => {
    const taken = { results, harnessErrors };
    results = [];
    harnessErrors = [];
    isCut = false;
    return taken;
  };
  /** What is under way then may fail because it is ended, which says nothing of the system. */
  const cut = () => {
    isCut = true;
  };
  return { reporter, take, cut };
}

/** The suite files that judge any of the criteria: to read another costs time, and judges nothing. */
function filesOf(root: string, criteria: readonly Criterion[]): string[] {
  const wanted = new Set(criteria.map(({ check }) => check.id));
  const suites = [...new Set(criteria.map(({ suite }) => suite))];
  const judges = suites.flatMap((suite) => findJudges(root, suite)).filter(({ check }) => wanted.has(check));
  return [...new Set(judges.map(({ file }) => file))];
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

/** On this machine alone. What changed is for the caller to judge, not for Vitest's own watcher. */
const uiConfig: InlineConfig = {
  watch: true,
  ui: true,
  open: false,
  api: { host: "127.0.0.1" },
};

function startVitest({ root, ui, reporters = [] }: SuiteRunsOptions, reporter: Reporter): Promise<Vitest> {
  return withoutItsSignals(async () => {
    const vitest = await createVitest("test", {
      watch: false,
      root,
      // Handed over as it is: to load the file by itself Vitest would strip its types anew each time.
      config: false,
      ...workspace.test,
      project: ["suites:*"],
      reporters: [reporter, ...reporters],
      // The durations of earlier runs would change the order of this one.
      cache: false,
      sequence: { sequencer: SuiteOrder },
      passWithNoTests: true,
      ...(ui ? uiConfig : {}),
    });
    if (ui) vitest.onFilterWatchedSpecification(() => false);
    await vitest.standalone();
    return vitest;
  });
}

function urlOf({ vite, config }: Vitest): string {
  const address = vite.httpServer?.address() as AddressInfo | null | undefined;
  return `http://127.0.0.1:${address?.port ?? config.api.port}${config.uiBase}?token=${config.api.token}`;
}

/** Never two runs at once: whoever calls waits for the one before. */
export async function openSuites(options: SuiteRunsOptions): Promise<SuiteRuns> {
  const { reporter, take, cut } = collector(options);
  const vitest = await startVitest(options, reporter);
  const { stack, deployments, root, tree = root, ui } = options;
  const run = async ({ phase, criteria, failed, signal }: PhaseRun): Promise<Judged> => {
    if (criteria.length === 0 || signal.aborted) return { results: [], harnessErrors: [] };
    // In the UI a file keeps all of its tests, also when only some of them had to be judged.
    const ids = (ui?.criteria.filter(({ check }) => check.phase === phase) ?? criteria).map(({ id }) => id);
    const provided: Provided = { stack, deployments, criteria: ids, failed, root: tree };
    const project = vitest.getProjectByName(`suites:${phase}`);
    project.provide("verifier", provided);
    const judging = filesOf(root, criteria);
    // Without a name to look for, Vitest would take all files.
    if (judging.length === 0) return take();
    const files = await project.globTestFiles(judging);
    const cancel = () => {
      cut();
      void vitest.cancelCurrentRun("keyboard-input");
    };
    signal.addEventListener("abort", cancel);
    try {
      await vitest.runTestSpecifications(files.testFiles.map((file) => project.createSpecification(file)));
    } finally {
      signal.removeEventListener("abort", cancel);
    }
    return take();
  };
  return {
    run,
    forget: (file) => vitest.invalidateFile(file),
    uiUrl: ui && urlOf(vitest),
    [Symbol.asyncDispose]: () => vitest.close(),
  };
}
