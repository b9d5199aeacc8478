// Merges the result files of several runs of one commit: shards, runtimes, the delivery run.
import { findCheck, suiteOf } from "../suites/catalogue.ts";
import type { Criterion } from "../suites/check.ts";
import type { CriterionResult, Outcome } from "../suites/outcome.ts";
import { buildResultFile } from "./result-file.ts";
import type { CriterionRecord, ResultFile, RunInfo } from "./result-types.ts";

/**
 * Which outcome stands: a failure anywhere wins, then what broke, then a pass by the run that could judge it,
 * then the reason that says most about why nobody could.
 */
const precedence: readonly Outcome[] = [
  "failed",
  "error",
  "flaky",
  "blocked",
  "passed",
  "not-built",
  "not-verified",
  "not-selected",
];

/** One result file out of several; throws an Error where they are not of one commit, or of another catalogue. */
export function mergeResultFiles(files: readonly ResultFile[]): ResultFile {
  const [first] = files;
  if (first === undefined) throw new Error("nothing to merge: give at least one result file");
  const stranger = files.find(({ run }) => run.commit !== first.run.commit);
  if (stranger !== undefined) {
    throw new Error(
      `only results of one commit can be merged, but ${first.run.id} is of ${first.run.commit} and ${stranger.run.id} of ${stranger.run.commit}`,
    );
  }
  const records = Map.groupBy(
    files.flatMap(({ criteria }) => criteria),
    ({ id }) => id,
  );
  const standing = [...records.values()].map((candidates) => standingOf(candidates));
  const runs = files.flatMap((file) => file.runs);
  const merged = buildResultFile({
    criteria: standing.map((record) => criterionOf(record)),
    results: new Map(standing.map((record) => [record.id, resultFrom(record)])),
    run: mergedRun(runs),
    runs,
  });
  const faults = [...new Set(files.flatMap((file) => file.faults))];
  return { ...merged, faults, green: merged.green && faults.length === 0 };
}

function standingOf(candidates: readonly CriterionRecord[]): CriterionRecord {
  const [standing] = candidates.toSorted(
    (a, b) => precedence.indexOf(a.outcome) - precedence.indexOf(b.outcome),
  );
  if (standing === undefined) throw new Error("a criterion without a record cannot be merged");
  return standing;
}

const joined = (parts: readonly string[]) => [...new Set(parts)].join("+");

function mergedRun(runs: readonly RunInfo[]): RunInfo {
  return {
    id: joined(runs.map(({ id }) => id)),
    started_at: runs.map((run) => run.started_at).toSorted()[0] ?? "",
    duration_ms: runs.reduce((sum, run) => sum + run.duration_ms, 0),
    runtime: joined(runs.map(({ runtime }) => runtime)),
    commit: runs[0]?.commit ?? null,
    dirty: runs.some(({ dirty }) => dirty),
  };
}

function criterionOf({ id, service }: CriterionRecord): Criterion {
  const check = findCheck(id);
  const suite = suiteOf(id);
  if (check === undefined || suite === undefined) {
    throw new Error(
      `${id} is in a result file, but not in this catalogue; merge with the commit that made it`,
    );
  }
  return { id, check, suite, service: service ?? undefined };
}

function resultFrom(record: CriterionRecord): CriterionResult {
  const { id, outcome, diagnosis, evidence } = record;
  return {
    id,
    outcome,
    reason: record.reason ?? undefined,
    blockedBy: record.blocked_by ?? undefined,
    diagnosis: diagnosis
      ? {
          summary: diagnosis.summary,
          file: diagnosis.file ?? undefined,
          line: diagnosis.line ?? undefined,
          cure: diagnosis.cure ?? undefined,
        }
      : undefined,
    durationMs: record.duration_ms ?? undefined,
    evidence: evidence.map((item) => ({ ...item, service: item.service ?? undefined })),
  };
}
