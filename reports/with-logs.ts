// Puts what the services logged during a check beside its other evidence, where the check did not pass.
import type { Outcome } from "../suites/outcome.ts";
import { type LogExcerpt, logsDuring, readLogs, type TimedLog } from "./logs-during.ts";
import type { CriterionRecord, ResultFile } from "./result-types.ts";
import type { PartRecord } from "./write-parts.ts";

type Item = CriterionRecord["evidence"][number];

const broken: ReadonlySet<Outcome> = new Set(["failed", "error", "flaky"]);

/** What passed needs no logs to be understood, and all of them would make the file several times as large. */
export function withLogs(file: ResultFile, parts: readonly PartRecord[]): ResultFile {
  const logs = readLogs(parts);
  const criteria = file.criteria.map((record) => {
    if (!broken.has(record.outcome)) return record;
    return {
      ...record,
      evidence: [...record.evidence, ...logsDuring(record, logs).map((log) => itemOf(record, log))],
    };
  });
  return { ...file, criteria };
}

function itemOf({ started_at = 0, duration_ms }: CriterionRecord, log: LogExcerpt): Item {
  const { service, lines, left } = log;
  const summary = `log of ${service} during the check, ${lines.length} lines`;
  return { kind: "logs", service, summary, detail: { lines, left }, at: started_at + (duration_ms ?? 0) };
}

/** The logs of a check: those in its evidence, else those that the parts of the system left. */
export function logsOf(record: CriterionRecord, logs: readonly TimedLog[]): readonly LogExcerpt[] {
  const kept = record.evidence.flatMap((item) => excerptOf(item) ?? []);
  return kept.length > 0 ? kept : logsDuring(record, logs);
}

/** Undefined for an item that holds no excerpt of a log. */
export function excerptOf({ kind, service, detail }: Item): LogExcerpt | undefined {
  const { lines, left } = (detail ?? {}) as Partial<LogExcerpt>;
  if (kind !== "logs" || service === null || !Array.isArray(lines)) return undefined;
  return { service, lines, left: left ?? 0 };
}
