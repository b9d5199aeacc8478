// One criterion as Allure's test result: also one that was never judged, with the reason for it.
import { type Link, Stage, Status, type TestResult } from "allure-js-commons";
import { findCheck } from "../../suites/catalogue.ts";
import type { Outcome } from "../../suites/outcome.ts";
import type { LogExcerpt, TimedLog } from "../logs-during.ts";
import type { CriterionRecord } from "../result-types.ts";
import { logsOf } from "../with-logs.ts";
import { allureAnchor, allureId } from "./allure-id.ts";
import { allureLabels } from "./allure-labels.ts";
import { allureFlow } from "./allure-steps.ts";
import { blockedBy } from "./own-head.ts";

export interface AllureContext {
  /** Milliseconds since the epoch; for what was never started. */
  readonly runStartedAt: number;
  readonly logs: readonly TimedLog[];
  /** What allure-vitest saw while the criteria were judged, by criterion. */
  readonly live: ReadonlyMap<string, TestResult>;
  /** Where the documentation of a suite's criteria is. */
  readonly documentation: (suite: string) => string;
}

export interface AllureCriterion {
  readonly result: TestResult;
  readonly attachments: readonly { readonly source: string; readonly text: string }[];
}

const statuses: Readonly<Record<Outcome, Status>> = {
  passed: Status.PASSED,
  failed: Status.FAILED,
  flaky: Status.FAILED,
  blocked: Status.BROKEN,
  error: Status.BROKEN,
  "not-verified": Status.SKIPPED,
  "not-built": Status.SKIPPED,
  "not-selected": Status.SKIPPED,
};

export function allureResult(record: CriterionRecord, context: AllureContext): AllureCriterion {
  const uuid = allureId(record.id);
  const attachments: { source: string; text: string }[] = [];
  const attach = ({ name, type, text }: { name: string; type: string; text: string }) => {
    const source = `${uuid}-${attachments.length}-attachment.${type === "application/json" ? "json" : "txt"}`;
    attachments.push({ source, text });
    return { name, type, source, size: Buffer.byteLength(text) };
  };
  const live = context.live.get(record.id);
  const { steps, attachments: seen } = allureFlow(record, live?.steps ?? [], attach);
  const start = record.started_at ?? record.evidence[0]?.at ?? context.runStartedAt;
  const result: TestResult = {
    uuid,
    testCaseId: uuid,
    fullName: record.id,
    name: record.id,
    titlePath: [record.suite, record.service ?? "the whole system"],
    status: statuses[record.outcome],
    statusDetails: detailsOf(record, live),
    stage: record.outcome.startsWith("not-") ? Stage.PENDING : Stage.FINISHED,
    description: descriptionOf(record),
    labels: [
      ...allureLabels(record),
      ...(live?.labels.filter(({ name }) => ["host", "thread"].includes(name)) ?? []),
    ],
    links: linksOf(record, context),
    parameters: [],
    steps,
    attachments: [...seen, ...logsOf(record, context.logs).map((log) => attach(attachedLog(log)))],
    start,
    stop: start + (record.duration_ms ?? 0),
  };
  return { result, attachments };
}

function attachedLog({ service, lines, left }: LogExcerpt): { name: string; type: string; text: string } {
  const cut = left === 0 ? [] : [`… ${left} lines before these`];
  const text = [...cut, ...lines].map((line) => `${line}\n`).join("");
  return { name: `log of ${service} during the check`, type: "text/plain", text };
}

function linksOf({ check, suite, blocked_by }: CriterionRecord, { documentation }: AllureContext): Link[] {
  const about = { type: "link", name: `what ${check} is`, url: documentation(suite) };
  if (blocked_by === null) return [about];
  return [about, { type: "link", name: blockedBy(blocked_by), url: `#${allureAnchor(blocked_by)}` }];
}

/** What Allure shows first: the cause, the place and the cure. */
function detailsOf(record: CriterionRecord, live: TestResult | undefined): TestResult["statusDetails"] {
  const { outcome, diagnosis, reason, blocked_by, title } = record;
  if (outcome === "passed") return {};
  if (blocked_by !== null) return { message: `blocked: ${blocked_by} failed` };
  const kind = outcome === "failed" ? "" : `${outcome}: `;
  const [first = title, ...more] = (reason ?? title).split("\n");
  if (diagnosis === null) return { message: `${kind}${first}`, ...traceOf(more.join("\n"), live) };
  const place = [diagnosis.file, diagnosis.line].filter((part) => part !== null).join(":");
  const message = [diagnosis.summary, place === "" ? "" : `change ${place}`, diagnosis.cure ?? ""];
  return { message: kind + message.filter(Boolean).join("\n"), ...traceOf(reason ?? "", live) };
}

function traceOf(reason: string, live: TestResult | undefined): { trace?: string } {
  const trace = [reason, live?.statusDetails.trace ?? ""].filter(Boolean).join("\n\n");
  return trace === "" ? {} : { trace };
}

function descriptionOf({ check, title }: CriterionRecord): string {
  const why = findCheck(check)?.description;
  return why === undefined || why === "" ? title : `${title}\n\n${why}`;
}
