// Writes the reports of a run or a merge, prints them, and says with which code the command ends.
import path from "node:path";
import type { TestResult } from "allure-js-commons";
import { type Gate, judgeGate } from "../reports/gate.ts";
import { historyRunOf } from "../reports/history.ts";
import { appendHistory, readHistory } from "../reports/history-file.ts";
import { redactReport } from "../reports/redact-report.ts";
import { renderAnnotations } from "../reports/render/annotations.ts";
import { screenOf } from "../reports/render/layout.ts";
import { renderTerminal } from "../reports/render/terminal.ts";
import type { ResultFile } from "../reports/result-types.ts";
import { readSideResults } from "../reports/side-results.ts";
import { withLogs } from "../reports/with-logs.ts";
import type { PartRecord } from "../reports/write-parts.ts";
import { writeMetrics } from "../reports/write-metrics.ts";
import { writeReports } from "../reports/write-reports.ts";
import type { AllureGenerator } from "./allure-generator.ts";
import type { makeAllureReport } from "./allure-report.ts";
import { exitCodes } from "./exit-codes.ts";
import { commitLog } from "./commit-log.ts";

export interface Reporting {
  readonly root: string;
  /** Relative to `root`. */
  readonly out: string;
  readonly gate: Gate;
  readonly secrets: readonly string[];
  /** The file in which full runs are remembered. */
  readonly history: string;
  /** Relative to `root`; the numbers for Prometheus. */
  readonly metricsFile?: string | undefined;
  /** What was collected of the system at its end. */
  readonly parts?: readonly PartRecord[];
  /** What allure-vitest saw while the run judged. */
  readonly live?: readonly TestResult[] | undefined;
  readonly allure: boolean;
  /** Of Allure's pages, where one was started while there was nothing to report yet. */
  readonly generator?: AllureGenerator | undefined;
}

/** What the harness itself could not do: files that do not load, and criteria that ended in an error. */
export function harnessFaults({ faults, criteria }: ResultFile): readonly string[] {
  const broken = faults.map((fault) => fault.replace(/^the harness failed: /, ""));
  const errors = criteria.filter(({ outcome }) => outcome === "error");
  const [first] = errors;
  if (!first) return broken;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return [...broken, `${first.id} ended in an error: ${first.reason?.split("\n", 1)[0] ?? ""}${more}`];
}

/** 0: the gate held; 1: it did not; 3: the harness itself failed, so that nobody knows. */
export async function reportResults(results: ResultFile, reporting: Reporting): Promise<number> {
  const { root, gate, secrets, parts = [], metricsFile } = reporting;
  const out = path.resolve(root, reporting.out);
  // A diagnosis quotes logs, and what is printed is as public as what is written.
  const file = redactReport(withLogs(results, parts), secrets);
  const verdict = judgeGate(file, gate);
  // Loaded only here: reading its parts takes longer than most other commands do.
  const allure = reporting.allure ? await import("./allure-report.ts") : undefined;
  // Allure's pages take longest: a process of their own makes them, while this one writes the others.
  const pages = allure ? allurePages(allure.makeAllureReport, file, { ...reporting, out }) : [];
  const history = readHistory(reporting.history);
  const commits = commitLog(root);
  const written = [...writeReports(out, { file, gate: verdict, secrets, parts, history, commits })];
  if (metricsFile !== undefined) written.push(writeMetrics(path.resolve(root, metricsFile), file));
  process.stdout.write(renderTerminal(file, verdict, screenOf(process.stdout)));
  process.stdout.write(renderAnnotations(file, process.env));
  const shown = [...written, ...(await pages)].map((name) =>
    name.startsWith(root) ? path.relative(root, name) : name,
  );
  console.log(`  Reports: ${shown.join(", ")}`);
  const remembered = historyRunOf(file);
  if (remembered) appendHistory(reporting.history, remembered);
  for (const damage of history.damage) console.error(damage);
  const faults = harnessFaults(file);
  for (const fault of faults) console.error(`The harness failed: ${fault}`);
  if (faults.length > 0) return exitCodes.harness;
  return verdict.held ? exitCodes.held : exitCodes.notHeld;
}

const say = (sentence: string) => console.error(sentence);

/** A verdict stands without its Allure report: one that cannot be made is said, and changes nothing. */
async function allurePages(
  make: typeof makeAllureReport,
  file: ResultFile,
  reporting: Reporting,
): Promise<readonly string[]> {
  const { root, out, secrets, parts = [], live = [], generator } = reporting;
  try {
    const { contracts } = readSideResults(out);
    const seen = { file, parts, live, contracts, secrets };
    return await make({ ...seen, root, out, formats: ["file"], say, generator });
  } catch (error) {
    say(`The Allure report could not be made: ${(error as Error).message}`);
    return [];
  }
}
