// Makes Allure's report of a result file: its results, its history, and the pages that Allure generates.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { allureCategories } from "../reports/allure/allure-categories.ts";
import {
  damagedLines,
  type HistoryPoint,
  historyBefore,
  historyWith,
} from "../reports/allure/allure-history.ts";
import { allureNames } from "../reports/allure/allure-names.ts";
import { withOwnHead } from "../reports/allure/own-head.ts";
import { type AllureInput, writeAllureResults } from "../reports/allure/write-allure-results.ts";
import type { ResultFile } from "../reports/result-types.ts";
import { type AllureGenerator, startAllureGenerator } from "./allure-generator.ts";
import type { AllureJob } from "./allure-job.ts";
import { documentationUrl } from "./documentation-url.ts";

export interface AllureReporting extends Omit<AllureInput, "documentation"> {
  readonly root: string;
  /** Absolute. */
  readonly out: string;
  /** `file`: one page that opens from disk; `folder`: the same for a web server, quicker to load. */
  readonly formats: readonly ("file" | "folder")[];
  readonly say: (sentence: string) => void;
  /** One that was started before. */
  readonly generator?: AllureGenerator | undefined;
}

/** The pages that were made. @throws where Allure failed; the results and the history are then as good as before. */
export async function makeAllureReport(reporting: AllureReporting): Promise<readonly string[]> {
  const { root, out, file, say } = reporting;
  using generator = reporting.generator ?? startAllureGenerator();
  const results = path.join(out, allureNames.results);
  const historyFile = path.join(out, allureNames.history);
  const report = path.join(out, allureNames.report);
  writeAllureResults(results, {
    ...reporting,
    documentation: documentationUrl(root, { folder: report, commit: file.run.commit }),
  });
  const work = path.join(out, `.allure-${process.pid}.unfinished`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const history = existsSync(historyFile) ? readFileSync(historyFile, "utf8") : "";
    for (const line of damagedLines(history))
      say(`${historyFile}:${line} cannot be read and is left out; the other runs are not lost`);
    writeFileSync(path.join(work, "history.jsonl"), historyBefore(history, pointOf(file)));
    await generator.generate({ ...jobOf(reporting, work), results });
    if (!file.partial) writeFileSync(historyFile, historyWith(history, lastPoint(work, file)));
    return publish(work, report, reporting);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A run is known by its own id and its own end: neither changes when its report is made again. */
function pointOf({ run }: ResultFile): HistoryPoint {
  return { uuid: run.id, timestamp: Date.parse(run.started_at) + Math.round(run.duration_ms) };
}

/** What Allure appended, under the run's own name: Allure would take each report for another run. */
function lastPoint(work: string, file: ResultFile): HistoryPoint {
  const [last] = readFileSync(path.join(work, "history.jsonl"), "utf8").trimEnd().split("\n").slice(-1);
  return { ...(JSON.parse(last ?? "{}") as object), ...pointOf(file) };
}

function jobOf({ file, formats }: AllureReporting, work: string): Omit<AllureJob, "results"> {
  const { runtime, commit } = file.run;
  const options = { groupBy: ["parentSuite", "suite"] };
  const pages = { folder: options, file: { ...options, singleFile: true } };
  return {
    config: {
      name: `PyAirtable Verifier · ${runtime} · ${commit?.slice(0, 9) ?? "no commit"}`,
      output: path.join(work, "report"),
      historyPath: path.join(work, "history.jsonl"),
      appendHistory: !file.partial,
      categories: allureCategories,
    },
    pages: Object.fromEntries(Object.entries(pages).filter(([name]) => formats.some((one) => one === name))),
  };
}

/** `index.html` and what it loads for the folder, `allure.html` for the one file; whatever was there is gone. */
function publish(work: string, report: string, { formats, file }: AllureReporting): readonly string[] {
  const { criteria } = file;
  const made = (name: string) => {
    const own = path.join(work, "report", name);
    // Allure makes no folder of its own for a plugin that is alone.
    return existsSync(own) ? own : path.join(work, "report");
  };
  for (const format of formats) {
    const page = path.join(made(format), "index.html");
    writeFileSync(page, withOwnHead(readFileSync(page, "utf8"), { format, criteria }));
  }
  const single = path.join(work, "allure.html");
  if (formats.includes("file")) renameSync(path.join(made("file"), "index.html"), single);
  rmSync(report, { recursive: true, force: true });
  if (formats.includes("folder")) renameSync(made("folder"), report);
  mkdirSync(report, { recursive: true });
  if (formats.includes("file")) renameSync(single, path.join(report, "allure.html"));
  return formats.map((format) => path.join(report, format === "file" ? "allure.html" : "index.html"));
}
