// Judges a mutant's system as cheaply as it can: what costs little first, and nothing more once something is red.
import type { CriterionResult } from "../../suites/outcome.ts";
import type { Judged } from "../collect-results.ts";
import { type JudgeOptions, judgePhases } from "../judge.ts";
import { openSuites } from "../suite-runs.ts";
import { isCheap } from "./choose-criteria.ts";

/** An error is none: a judge that breaks off, or never had its turn, says nothing about the system. */
export const isRed = ({ outcome }: Pick<CriterionResult, "outcome">): boolean => outcome === "failed";

/** Whatever was not judged when the first turned red has no result. */
export async function judgeUntilFailure(options: JudgeOptions, open = openSuites): Promise<Judged> {
  const caught = new AbortController();
  const signal = AbortSignal.any([options.signal, caught.signal]);
  const onResult = (result: CriterionResult) => {
    options.onResult(result);
    if (isRed(result)) caught.abort();
  };
  const { criteria } = options;
  const stages = [criteria.filter(isCheap), criteria.filter((criterion) => !isCheap(criterion))];
  const parts: Judged[] = [];
  await using suites = await open({ ...options, onResult });
  for (const stage of stages) parts.push(await judgePhases(suites, { criteria: stage, signal }));
  return {
    results: parts.flatMap(({ results }) => results),
    harnessErrors: parts.flatMap(({ harnessErrors }) => harnessErrors),
  };
}
