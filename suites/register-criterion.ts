// Registers the Vitest test of one criterion, and hands its result to the run that started Vitest.
import { test } from "vitest";
import type { Criterion } from "./check.ts";
import { budgetMs } from "./judge-criterion.ts";
import type { CriterionResult } from "./outcome.ts";

/** Beyond the judge's own budget, for a diagnosis and for putting things away. */
const marginMs = { usual: 5000, deployment: 60_000 } as const;

/** `run` gets a signal that says that the whole run is being ended. */
export function registerCriterion(
  criterion: Criterion,
  run: (signal: AbortSignal) => Promise<CriterionResult>,
): void {
  const { check, id } = criterion;
  const margin = check.phase === "on-demand" ? marginMs.deployment : marginMs.usual;
  test(id, { timeout: budgetMs[check.phase] + margin }, async ({ task, signal }) => {
    const result = await run(signal);
    task.meta.result = result;
    if (result.outcome !== "passed")
      throw new Error(`${check.failureTitle}: ${result.diagnosis?.summary ?? result.reason}`);
  });
}
