// Builds the content of pass-rate.json from the catalogue's criteria and their settled results.
import { type Criterion, suiteNames } from "../suites/check.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import baseline from "./baseline.json" with { type: "json" };
import { passRateOf, resultOf } from "./pass-rate.ts";
import { planResults } from "./plan.ts";
import {
  type CriterionRecord,
  type Part,
  type ResultFile,
  type RunInfo,
  schemaVersion,
} from "./result-types.ts";
import { planSections } from "./sections.ts";
import { fraction, tally } from "./tally.ts";

export interface ResultFileInput {
  readonly criteria: readonly Criterion[];
  /** As `settle` returns them. */
  readonly results: ReadonlyMap<string, CriterionResult>;
  readonly run: RunInfo;
  /** The runs behind a merge; `run` alone where it is left out. */
  readonly runs?: readonly RunInfo[];
  /** What broke beside the criteria, and so makes their results doubtful. */
  readonly harnessErrors?: readonly string[];
}

export function buildResultFile(input: ResultFileInput): ResultFile {
  const { criteria, results, run, runs = [run], harnessErrors = [] } = input;
  const records = criteria.map((criterion) => recordOf(criterion, resultOf(criterion.id, results)));
  const rate = passRateOf(criteria, results);
  const of = (belongs: (record: CriterionRecord) => boolean) => partOf(records.filter(belongs));
  const services = [...new Set(records.flatMap(({ service }) => service ?? []))];
  return {
    schema_version: schemaVersion,
    run,
    runs,
    ...rate,
    faults: [...rate.faults, ...harnessErrors.map((error) => `the harness failed: ${error}`)],
    // An attached system shows too little of itself to be called green.
    green: rate.green && harnessErrors.length === 0 && runs.some(({ runtime }) => runtime !== "attached"),
    plan: planResults(records),
    goal: { start_percent: baseline.percent, week1_percent: [60, 70], week2_percent: 80 },
    sections: planSections.map((line) => ({ ...line, ...of(({ section }) => section === line.section) })),
    suites: suiteNames.map((suite) => ({ suite, ...of((record) => record.suite === suite) })),
    services: services.map((service) => ({ service, ...of((record) => record.service === service) })),
    criteria: records,
  };
}

function partOf(records: readonly CriterionRecord[]): Part {
  const totals = tally(records.map(({ outcome }) => outcome));
  const { percent } = fraction(totals.passed, totals.criteria);
  return { ...totals, percent: totals.not_selected > 0 ? null : percent };
}

function recordOf({ id, check, suite, service }: Criterion, result: CriterionResult): CriterionRecord {
  const { diagnosis } = result;
  return {
    id,
    check: check.id,
    service: service ?? null,
    suite,
    section: check.sections[0],
    sections: check.sections,
    title: result.outcome === "failed" ? check.failureTitle : check.title,
    outcome: result.outcome,
    reason: result.reason ?? null,
    blocked_by: result.blockedBy ?? null,
    diagnosis: diagnosis
      ? {
          summary: diagnosis.summary,
          file: diagnosis.file ?? null,
          line: diagnosis.line ?? null,
          cure: diagnosis.cure ?? null,
        }
      : null,
    ...(result.startedAt === undefined ? {} : { started_at: result.startedAt }),
    duration_ms: result.durationMs ?? null,
    ...(result.repeated ? { repeated: result.repeated } : {}),
    evidence: result.evidence.map((item) => ({
      ...item,
      service: item.service ?? null,
      detail: item.detail ?? null,
    })),
  };
}
