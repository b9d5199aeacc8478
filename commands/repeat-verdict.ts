// Judges several times, each time on a fresh system, and makes one verdict of it that says what is flaky.
import { combineRuns } from "../reports/combine-runs.ts";
import { settle } from "../reports/settle.ts";
import { type Hooks, runVerdict, type Verdict } from "./run-verdict.ts";
import type { VerifyOptions } from "./verify-options.ts";

/** "stopped" when a signal ended it before the last run was over. */
export async function repeatVerdict(
  root: string,
  options: VerifyOptions,
  hooks: Hooks,
): Promise<Verdict | "stopped"> {
  if (options.repeat === 1) return runVerdict(root, options, hooks);
  const verdicts: Verdict[] = [];
  for (let number = 1; number <= options.repeat; number++) {
    console.error(`Run ${number} of ${options.repeat}:`);
    const verdict = await runVerdict(root, options, hooks);
    if (verdict === "stopped") return verdict;
    verdicts.push(verdict);
  }
  const [first] = verdicts;
  if (!first) return "stopped";
  const settled = verdicts.map(({ criteria, results, scope }) => settle(criteria, results, scope));
  const harnessErrors = [...new Set(verdicts.flatMap((verdict) => verdict.harnessErrors))];
  // What was seen live is of one run; the results are of all of them.
  return { ...first, results: combineRuns(settled), harnessErrors, live: undefined };
}
