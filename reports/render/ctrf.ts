// ctrf.json: every criterion in the Common Test Report Format (ctrf.io), for the tools that read it.
import { type CTRFReport, ReportBuilder, type Test, type TestStatus } from "ctrf";
import type { Outcome } from "../../suites/outcome.ts";
import type { CriterionRecord, ResultFile } from "../result-types.ts";

const statuses: Readonly<Record<Outcome, TestStatus>> = {
  passed: "passed",
  failed: "failed",
  flaky: "failed",
  blocked: "failed",
  error: "failed",
  "not-verified": "skipped",
  "not-built": "pending",
  "not-selected": "skipped",
};

/** Ends with a newline. The same for the same result file. */
export function renderCtrf(file: ResultFile): string {
  const { run, criteria, pass_rate, green } = file;
  const start = Date.parse(run.started_at);
  const report: CTRFReport = new ReportBuilder()
    .runId(run.id)
    .timestamp(run.started_at)
    .generatedBy("PyAirtable Verifier")
    .tool({ name: "pyairtable-verifier" })
    .environment({
      appName: "PyAirtable",
      testEnvironment: run.runtime,
      ...(run.commit === null ? {} : { commit: run.commit }),
      extra: { pass_rate, green, dirty: run.dirty },
    })
    .addTests(criteria.map(testOf))
    .summaryOverrides({ start, stop: start + Math.round(run.duration_ms) })
    .build();
  return `${JSON.stringify(report, null, 2)}\n`;
}

function testOf(record: CriterionRecord): Test {
  const { id, check, suite, service, outcome, diagnosis, reason, started_at, duration_ms, title } = record;
  const message = diagnosis?.summary ?? reason;
  const span =
    started_at === undefined ? {} : { start: started_at, stop: started_at + Math.round(duration_ms ?? 0) };
  return {
    name: id,
    status: statuses[outcome],
    rawStatus: outcome,
    duration: duration_ms ?? 0,
    ...span,
    suite: [suite, check],
    ...(message === null ? {} : { message }),
    ...(diagnosis?.file ? { filePath: diagnosis.file } : {}),
    ...(diagnosis?.line ? { line: diagnosis.line } : {}),
    ...(outcome === "flaky" ? { flaky: true } : {}),
    extra: { title, service, blocked_by: record.blocked_by, cure: diagnosis?.cure ?? null },
  };
}
