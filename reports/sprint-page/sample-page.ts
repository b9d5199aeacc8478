// Inputs of the sprint page for tests: the sample's criteria or a whole catalogue, with as much history as wanted.
import { criteriaOf } from "../../suites/catalogue.ts";
import type { CriterionResult, Outcome } from "../../suites/outcome.ts";
import { judgeGate, readGate } from "../gate.ts";
import { type HistoryRun, historyVersion } from "../history.ts";
import { buildResultFile } from "../result-file.ts";
import type { ResultFile } from "../result-types.ts";
import { sampleResult, sampleRun } from "../sample.ts";
import type { PageInput } from "./page-input.ts";

export function samplePage(file: ResultFile, more: Partial<PageInput> = {}): PageInput {
  const side = { proof: undefined, contracts: undefined, faults: [] };
  const gate = judgeGate(file, readGate("green"));
  return { file, gate, past: [], commits: [], side, notices: [], ...more };
}

const services = ["api-gateway", "mcp-server", "airtable-gateway", "llm-orchestrator", "platform-services"];
const criteria = criteriaOf({ services, datastores: ["postgres", "redis"] });

/** A run of the whole catalogue in which every criterion ended as `outcomeOf` says. */
export function wholeFile(
  outcomeOf: (id: string, index: number) => Outcome,
  more: Partial<CriterionResult> = {},
): ResultFile {
  const results = criteria.map(({ id }, index) => sampleResult(id, outcomeOf(id, index), more));
  return buildResultFile({ criteria, results: new Map(results.map((r) => [r.id, r])), run: sampleRun });
}

const ids = criteria.map(({ id }) => id);

/** `count` runs before the sample's, an hour apart, of which each has one criterion more that passed. */
export function sampleHistory(count: number): readonly HistoryRun[] {
  return Array.from({ length: count }, (_, index) => ({
    ...sampleRun,
    schema_version: historyVersion,
    id: `past-${index}`,
    started_at: new Date(Date.UTC(2026, 10, 22, 17) - (count - index) * 3_600_000).toISOString(),
    commit: `${index}`.padStart(40, "0"),
    green: false,
    outcomes: { passed: ids.slice(0, index + 1), failed: ids.slice(index + 1) },
  }));
}

export const hostileText = `</script><script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">'"><svg onload=window.pwned=3>`;

/** A run that quotes markup wherever a run can quote something. */
export function hostileFile(): ResultFile {
  const [file, runtime] = [wholeFile((_id, index) => (index % 3 === 0 ? "failed" : "passed")), hostileText];
  const bad = file.criteria.map((record) => ({
    ...record,
    title: hostileText,
    reason: hostileText,
    blocked_by: record.outcome === "failed" ? hostileText : null,
    diagnosis: { summary: hostileText, file: hostileText, line: 1, cure: hostileText },
    evidence: [
      {
        kind: "note" as const,
        service: hostileText,
        summary: hostileText,
        detail: { [hostileText]: hostileText },
        at: 0,
      },
    ],
  }));
  return {
    ...file,
    run: { ...file.run, runtime, commit: hostileText },
    faults: [hostileText],
    criteria: bad,
  };
}
