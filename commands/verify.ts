// `npm run verify`: brings the system up, judges it, writes the reports, and exits by the gate.
import path from "node:path";
import { buildResultFile } from "../reports/result-file.ts";
import { settle } from "../reports/settle.ts";
import { clearReports } from "../reports/write-reports.ts";
import { knownSecrets } from "../suites/settings.ts";
import { explainFailure } from "./explain-failure.ts";
import { exitCodes, reportResults } from "./report-results.ts";
import { runInfo } from "./run-info.ts";
import { runVerdict, type Verdict } from "./run-verdict.ts";
import { readVerifyOptions, verifyHelp, type VerifyOptions } from "./verify-options.ts";

const root = path.resolve(import.meta.dirname, "..");

function report(options: VerifyOptions, verdict: Verdict, startedAt: number): number {
  const { topology, criteria, scope, harnessErrors, parts } = verdict;
  const results = settle(criteria, verdict.results, scope);
  const run = runInfo(root, { startedAt, runtime: scope.runtime });
  const file = buildResultFile({ criteria, results, run, harnessErrors });
  const { out, gate } = options;
  return reportResults(file, { root, out, gate, secrets: knownSecrets(topology), parts });
}

async function main(): Promise<number> {
  const startedAt = Date.now();
  const options = readVerifyOptions(process.argv.slice(2));
  if (options.help) {
    console.log(verifyHelp);
    return exitCodes.held;
  }
  clearReports(path.resolve(root, options.out));
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => stopping.abort(signal));
  let code: number | undefined;
  const tell = (verdict: Verdict): number => (code ??= report(options, verdict, startedAt));
  const verdict = await runVerdict(root, options, { signal: stopping.signal, beforeKeepUp: tell });
  if (verdict === "stopped") return stopping.signal.reason === "SIGINT" ? 130 : 143;
  return tell(verdict);
}

process.exitCode = await main().catch(explainFailure);
// Nothing that a library forgot to close may keep a finished run alive.
process.exit();
