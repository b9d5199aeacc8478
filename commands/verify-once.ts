// A run from its options to its reports and its exit code.
import path from "node:path";
import { buildResultFile } from "../reports/result-file.ts";
import { settle } from "../reports/settle.ts";
import { clearReports } from "../reports/write-reports.ts";
import { knownSecrets } from "../suites/settings.ts";
import { type AllureGenerator, startAllureGenerator } from "./allure-generator.ts";
import { historyPath } from "./history-path.ts";
import type { Progress } from "./progress.ts";
import { repeatVerdict } from "./repeat-verdict.ts";
import { reportResults } from "./report-results.ts";
import { runInfo } from "./run-info.ts";
import type { Verdict } from "./run-verdict.ts";
import { stoppedCode } from "./stop-on-signal.ts";
import type { VerifyOptions } from "./verify-options.ts";

const root = path.resolve(import.meta.dirname, "..");

interface Told {
  readonly startedAt: number;
  readonly generator: AllureGenerator | undefined;
}

function report(options: VerifyOptions, verdict: Verdict, { startedAt, generator }: Told): Promise<number> {
  const { topology, criteria, scope, harnessErrors, parts, live } = verdict;
  const results = settle(criteria, verdict.results, scope);
  const run = runInfo(root, { startedAt, runtime: scope.runtime });
  const file = buildResultFile({ criteria, results, run, harnessErrors });
  const { gate, allure, metricsFile } = options;
  const history = historyPath(root, options);
  const secrets = knownSecrets(topology);
  const about = { root, out: options.out, gate, history, metricsFile, secrets, allure };
  return reportResults(file, { ...about, parts, live, generator });
}

/** The verdict of one run, as an exit code. */
export async function verifyOnce(
  options: VerifyOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<number> {
  const startedAt = Date.now();
  // What is wrong with it is said before the run, not after.
  historyPath(root, options);
  clearReports(path.resolve(root, options.out));
  using started = new DisposableStack();
  let generator: AllureGenerator | undefined;
  // It gets ready while the system is taken down, which is mostly waiting.
  const afterJudging = () => {
    if (options.allure) generator ??= started.use(startAllureGenerator());
  };
  let code: Promise<number> | undefined;
  const tell = (verdict: Verdict): Promise<number> =>
    (code ??= report(options, verdict, { startedAt, generator }));
  const hooks = { signal, progress, afterJudging, beforeKeepUp: tell };
  const verdict = await repeatVerdict(root, options, hooks);
  if (verdict === "stopped") return stoppedCode(signal);
  return await tell(verdict);
}
