// Writes a run's numbers where a textfile collector reads them: the whole file or none.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { renderMetrics } from "./render/metrics-file.ts";
import type { ResultFile } from "./result-types.ts";
import { writeFileWhole } from "./write-file-whole.ts";

/** The path; its folder is made where it is missing. */
export function writeMetrics(file: string, results: ResultFile): string {
  mkdirSync(path.dirname(file), { recursive: true });
  return writeFileWhole(file, renderMetrics(results));
}
