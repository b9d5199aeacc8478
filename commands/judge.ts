// Judges criteria against a started stack, phase after phase, with one raw result for each that ran.
import type { Criterion, Phase } from "../suites/check.ts";
import type { Judged } from "./collect-results.ts";
import { openSuites, type SuiteRuns, type SuiteRunsOptions } from "./suite-runs.ts";

export interface JudgeOptions extends SuiteRunsOptions {
  readonly criteria: readonly Criterion[];
  readonly signal: AbortSignal;
}

const phases: readonly Phase[] = ["side-by-side", "limits", "disturbing", "on-demand"];

/** The criteria of one phase after those of the one before, so that phases never overlap. */
export async function judgePhases(
  suites: SuiteRuns,
  { criteria, signal }: Pick<JudgeOptions, "criteria" | "signal">,
): Promise<Judged> {
  const results: Judged["results"][number][] = [];
  const harnessErrors: string[] = [];
  for (const phase of phases) {
    const failed = results
      .filter(({ outcome }) => ["failed", "blocked"].includes(outcome))
      .map(({ id }) => id);
    const ofPhase = criteria.filter(({ check }) => check.phase === phase);
    const part = await suites.run({ phase, criteria: ofPhase, failed, signal });
    results.push(...part.results);
    harnessErrors.push(...part.harnessErrors);
  }
  return { results, harnessErrors };
}

/** A criterion without a result is for the caller to find: the catalogue says which. */
export async function judge(options: JudgeOptions): Promise<Judged> {
  if (options.criteria.length === 0) return { results: [], harnessErrors: [] };
  await using suites = await openSuites(options);
  return await judgePhases(suites, options);
}
