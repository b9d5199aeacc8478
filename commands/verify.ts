// `npm run verify`: brings the system up, judges it, writes the reports, and exits by the gate.
import path from "node:path";
import { lastDurations, readMemory } from "../reports/memory.ts";
import { buildResultFile } from "../reports/result-file.ts";
import { settle } from "../reports/settle.ts";
import { clearReports } from "../reports/write-reports.ts";
import { knownSecrets } from "../suites/settings.ts";
import { type AllureGenerator, startAllureGenerator } from "./allure-generator.ts";
import { eventsFile } from "./events-file.ts";
import { explainFailure } from "./explain-failure.ts";
import { historyPath } from "./history-path.ts";
import { withLastFailed } from "./last-failed.ts";
import { createProgress, type Progress } from "./progress.ts";
import { terminalProgress } from "./progress-terminal.ts";
import { repeatVerdict } from "./repeat-verdict.ts";
import { exitCodes, reportResults } from "./report-results.ts";
import { runInfo } from "./run-info.ts";
import type { Verdict } from "./run-verdict.ts";
import { readVerifyOptions, verifyHelp, type VerifyOptions } from "./verify-options.ts";
import { watchSystem } from "./watch/watch.ts";

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
async function verifyOnce(options: VerifyOptions, progress: Progress, signal: AbortSignal): Promise<number> {
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
  if (verdict === "stopped") return signal.reason === "SIGINT" ? 130 : 143;
  return await tell(verdict);
}

/** Ends with Ctrl-C, as it should. */
async function keepWatching(
  options: VerifyOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<number> {
  await watchSystem({ root, options, progress, signal });
  return exitCodes.held;
}

async function main(): Promise<number> {
  const asked = readVerifyOptions(process.argv.slice(2));
  if (asked.help) {
    console.log(verifyHelp);
    return exitCodes.held;
  }
  const memory = readMemory(path.resolve(root, asked.out));
  const options = asked.lastFailed ? withLastFailed(asked, memory) : asked;
  if (!options) {
    console.log("Nothing of it failed when it was last judged.");
    return exitCodes.held;
  }
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => stopping.abort(signal));
  const listeners = [
    terminalProgress(process.stderr),
    ...(options.events === undefined ? [] : [eventsFile(path.resolve(root, options.events))]),
  ];
  const progress = createProgress(listeners, lastDurations(memory));
  let exit_code = 3;
  try {
    exit_code = await (options.watch ? keepWatching : verifyOnce)(options, progress, stopping.signal);
  } finally {
    progress.tell({ type: "end", exit_code });
  }
  return exit_code;
}

process.exitCode = await main().catch(explainFailure);
// Nothing that a library forgot to close may keep a finished run alive.
process.exit();
