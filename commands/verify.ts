// `npm run verify`: brings the system up, judges it, writes the reports, and exits by the gate.
import path from "node:path";
import { judgeGate } from "../reports/gate.ts";
import { screenOf } from "../reports/render/layout.ts";
import { renderTerminal } from "../reports/render/terminal.ts";
import { redactReport } from "../reports/redact-report.ts";
import { buildResultFile } from "../reports/result-file.ts";
import type { ResultFile } from "../reports/result-types.ts";
import { settle } from "../reports/settle.ts";
import { clearReports, writeReports } from "../reports/write-reports.ts";
import { knownSecrets } from "../suites/settings.ts";
import { explainFailure } from "./explain-failure.ts";
import { runInfo } from "./run-info.ts";
import { runVerdict, type Verdict } from "./run-verdict.ts";
import { readVerifyOptions, verifyHelp, type VerifyOptions } from "./verify-options.ts";

const root = path.resolve(import.meta.dirname, "..");
const exitCodes = { held: 0, notHeld: 1, harness: 3 } as const;

/** What the harness itself could not do, beside files that do not load: criteria that ended in an error. */
function harnessFaults({ harnessErrors }: Verdict, { criteria }: ResultFile): readonly string[] {
  const errors = criteria.filter(({ outcome }) => outcome === "error");
  const [first] = errors;
  if (!first) return harnessErrors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return [...harnessErrors, `${first.id} ended in an error: ${first.reason?.split("\n", 1)[0] ?? ""}${more}`];
}

function report(options: VerifyOptions, verdict: Verdict, startedAt: number): number {
  const results = settle(verdict.criteria, verdict.results, verdict.scope);
  const run = runInfo(root, { startedAt, runtime: verdict.scope.runtime });
  const secrets = knownSecrets(verdict.topology);
  // A diagnosis quotes logs, and what is printed is as public as what is written.
  const { criteria, harnessErrors } = verdict;
  const file = redactReport(buildResultFile({ criteria, results, run, harnessErrors }), secrets);
  const gate = judgeGate(file, options.gate);
  const written = writeReports(path.resolve(root, options.out), {
    file,
    gate,
    secrets,
  });
  process.stdout.write(renderTerminal(file, gate, screenOf(process.stdout)));
  const shown = written.map((name) => (name.startsWith(root) ? path.relative(root, name) : name));
  console.log(`  Reports: ${shown.join(", ")}`);
  const faults = harnessFaults(verdict, file);
  for (const fault of faults) console.error(`The harness failed: ${fault}`);
  if (faults.length > 0) return exitCodes.harness;
  return gate.held ? exitCodes.held : exitCodes.notHeld;
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
