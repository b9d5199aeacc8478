// `--last-failed`: of what is selected, only what did not pass when it was last judged.
import { lastFailed, type Memory } from "../reports/memory.ts";
import { findCheck, suiteOf } from "../suites/catalogue.ts";
import { UsageError } from "./usage-error.ts";
import type { VerifyOptions } from "./verify-options.ts";

const isDeployment = (id: string) => findCheck(id)?.phase === "on-demand";

function isSelected(id: string, { suites, checks }: VerifyOptions): boolean {
  if (suites.length === 0 && checks.length === 0) return true;
  const suite = suiteOf(id);
  const check = findCheck(id)?.id;
  return [suite && suites.includes(suite), check && checks.includes(check), checks.includes(id)].some(
    Boolean,
  );
}

/**
 * The options with the criteria that are left; undefined where nothing failed. Deployments have a run of their own:
 * they are taken only where nothing else failed.
 * @throws {UsageError} where no run left anything to remember.
 */
export function withLastFailed(options: VerifyOptions, memory: Memory): VerifyOptions | undefined {
  if (Object.keys(memory).length === 0)
    throw new UsageError(
      `no run has reported into ${options.out}, so nothing is known to have failed; run npm run verify`,
    );
  const failed = lastFailed(memory).filter((id) => isSelected(id, options));
  const onStack = failed.filter((id) => !isDeployment(id));
  const only = onStack.length > 0 ? onStack : failed;
  return only.length === 0 ? undefined : { ...options, only };
}
