// Writes what was collected of the system before it was taken down: a log and a state for each of its parts.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { redactReport } from "./redact-report.ts";

/** One service or datastore as it was at the end of a run. */
export interface PartRecord {
  readonly service: string;
  /** Its state: status, health, exit code, restart count. */
  readonly state: unknown;
  /** What the engine says of its container; undefined without one. */
  readonly inspect?: unknown;
  /** Its last lines, each with its time. */
  readonly log: readonly string[];
}

const folderOf = (out: string) => path.join(out, "system");

/** Takes an earlier run's away. */
export function clearParts(out: string): void {
  rmSync(folderOf(out), { recursive: true, force: true });
}

/** `system/<service>.log` and `system/<service>.json` in `out`, without a secret. */
export function writeParts(out: string, parts: readonly PartRecord[], secrets: readonly string[]): void {
  if (parts.length === 0) return;
  const folder = folderOf(out);
  mkdirSync(folder, { recursive: true });
  for (const { log, ...about } of parts.map((part) => redactReport(part, secrets))) {
    writeFileSync(path.join(folder, `${about.service}.log`), log.map((line) => `${line}\n`).join(""));
    writeFileSync(path.join(folder, `${about.service}.json`), `${JSON.stringify(about, null, 2)}\n`);
  }
}
