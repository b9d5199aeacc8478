// Keeps Vitest open over the suites: it judges phase after phase, and again after a change, without a new start.
import type { AddressInfo } from "node:net";
import { createVitest, type InlineConfig, type Reporter, type Vitest } from "vitest/node";
import type { Criterion, Phase } from "../suites/check.ts";
import { findJudges } from "../suites/find-judges.ts";
import type { DeploymentsProvided, Provided } from "../suites/provided.ts";
import workspace from "../vitest.workspace.ts";
import { collectResults, type Judged, type Listening } from "./collect-results.ts";
import { SuiteOrder } from "./suite-order.ts";

export interface SuiteRunsOptions extends Listening {
  /** Undefined where deployments are judged, which start their own. */
  readonly stack: { readonly url: string; readonly token: string } | undefined;
  /** Where deployments are judged. */
  readonly deployments?: DeploymentsProvided | undefined;
  readonly root: string;
  /** The working tree that the checks of files read; `root` unless it is a copy of that. */
  readonly tree?: string;
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
  const { reporter, take, cut } = collectResults(options);
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
    if (signal.aborted) return take();
    signal.addEventListener("abort", cut);
    try {
      await vitest.runTestSpecifications(files.testFiles.map((file) => project.createSpecification(file)));
    } finally {
      signal.removeEventListener("abort", cut);
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
