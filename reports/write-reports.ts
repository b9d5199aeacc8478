// Writes the reports of a run but Allure's: each whole or not at all, and without a secret.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { allureNames } from "./allure/allure-names.ts";
import type { Commit } from "./commits-between.ts";
import type { GateVerdict } from "./gate.ts";
import type { History } from "./history-file.ts";
import { writeMemory } from "./memory.ts";
import { redactReport } from "./redact-report.ts";
import { renderBadge } from "./render/badge.ts";
import { renderCtrf } from "./render/ctrf.ts";
import { renderJunit } from "./render/junit.ts";
import { renderSummary } from "./render/summary.ts";
import type { ResultFile } from "./result-types.ts";
import { readSideResults } from "./side-results.ts";
import { renderSprintPage } from "./sprint-page/sprint-page.ts";
import { writeFileWhole } from "./write-file-whole.ts";
import { clearParts, type PartRecord, writeParts } from "./write-parts.ts";

export interface ReportInput {
  readonly file: ResultFile;
  readonly gate: GateVerdict;
  /** Replaced wherever they turn up. */
  readonly secrets: readonly string[];
  /** What was collected of the system at the end; none where there was no system of the run's own. */
  readonly parts?: readonly PartRecord[] | undefined;
  /** The full runs so far. */
  readonly history: History;
  /** The commits behind the tree, newest first. */
  readonly commits: readonly Commit[];
}

const names = ["pass-rate.json", "summary.md", "junit.xml", "ctrf.json", "badge.svg", "index.html"] as const;

/** Takes an earlier run's reports away: a run that ends early must not be read as the one before it. */
export function clearReports(folder: string): void {
  for (const name of [...names, allureNames.report, allureNames.results])
    rmSync(path.join(folder, name), { recursive: true, force: true });
  clearParts(folder);
}

/** Writes into `folder`, which is made where it is missing; returns the paths in the order above. */
export function writeReports(
  folder: string,
  { file, gate, secrets, parts = [], history, commits }: ReportInput,
): readonly string[] {
  const clean = redactReport(file, secrets);
  const cleanGate = redactReport(gate, secrets);
  mkdirSync(folder, { recursive: true });
  writeParts(folder, parts, secrets);
  writeMemory(folder, clean);
  const side = redactReport(readSideResults(folder), secrets);
  const past = history.runs.filter(({ id }) => id !== file.run.id);
  const notices = [...history.damage, ...side.faults];
  const page = renderSprintPage({ file: clean, gate: cleanGate, past, commits, side, notices });
  return [
    writeFileWhole(path.join(folder, "pass-rate.json"), `${JSON.stringify(clean, null, 2)}\n`),
    writeFileWhole(path.join(folder, "summary.md"), renderSummary(clean, cleanGate)),
    writeFileWhole(path.join(folder, "junit.xml"), renderJunit(clean)),
    writeFileWhole(path.join(folder, "ctrf.json"), renderCtrf(clean)),
    writeFileWhole(path.join(folder, "badge.svg"), renderBadge(clean)),
    writeFileWhole(path.join(folder, "index.html"), page),
  ];
}
