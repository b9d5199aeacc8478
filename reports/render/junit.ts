// junit.xml: every criterion of the catalogue is a test case, judged or not.
import exported, { type Builder } from "junit-report-builder";
import type { CriterionRecord, ResultFile } from "../result-types.ts";

// The package declares an ES default export, but what it exports is CommonJS: the builder itself.
const junit = exported as unknown as Builder;

/** One test suite for each suite; what was not judged is skipped, with its reason as the message. */
export function renderJunit(file: ResultFile): string {
  const builder = junit.newBuilder().name("PyAirtable Verifier");
  const skipped: string[] = [];
  for (const [suite, records] of Map.groupBy(file.criteria, (record) => record.suite)) {
    const group = builder.testSuite().name(suite).timestamp(file.run.started_at);
    group.time(records.reduce((sum, record) => sum + (record.duration_ms ?? 0), 0) / 1000);
    for (const record of records) {
      const testCase = group.testCase().className(record.check).name(record.id);
      testCase.time((record.duration_ms ?? 0) / 1000).property("title", printable(record.title));
      if (isOpen(record)) {
        testCase.skipped();
        skipped.push(printable(record.reason ?? record.outcome));
      } else if (record.outcome === "error") {
        testCase.error(printable(record.reason ?? record.title), "error");
      } else if (record.outcome !== "passed") {
        testCase.failure(printable(messageOf(record)), record.outcome);
      }
    }
  }
  return withReasons(builder.build(), skipped);
}

const isOpen = ({ outcome }: CriterionRecord) =>
  ["not-verified", "not-built", "not-selected"].includes(outcome);

function messageOf({ blocked_by, diagnosis, reason, title }: CriterionRecord): string {
  if (blocked_by !== null) return `blocked: ${blocked_by} failed`;
  if (diagnosis === null) return `${title}: ${reason ?? "no reason given"}`;
  const place = [diagnosis.file, diagnosis.line].filter((part) => part !== null).join(":");
  return [`${title}: ${diagnosis.summary}`, place, diagnosis.cure ?? ""].filter(Boolean).join("\n");
}

// The builder writes a bare <skipped/>; every text above is an attribute, so no other place can hold that tag.
function withReasons(xml: string, reasons: readonly string[]): string {
  const waiting = reasons.values();
  return xml.replaceAll("<skipped/>", () => `<skipped message="${escapeXml(waiting.next().value ?? "")}"/>`);
}

/** Characters that XML 1.0 §2.2 does not allow are left out. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the point is to find control characters
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, "");
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#xA;");
}
