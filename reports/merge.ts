// Merges the result files of several runs of one commit: shards, runtimes, the delivery run.
import type { Criterion } from "../suites/check.ts";
import type { CriterionResult, Outcome } from "../suites/outcome.ts";
import { ResultFileError } from "./read-result-file.ts";
import { buildResultFile } from "./result-file.ts";
import type { CriterionRecord, ResultFile, RunInfo } from "./result-types.ts";

/** A result file, by the name that people know it by: its path. */
export interface NamedResult {
  readonly name: string;
  readonly file: ResultFile;
}

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

/**
 * One result file out of several, counted over `criteria`: the whole catalogue, so that what no file tells of
 * still counts against the pass rate.
 * @throws {ResultFileError} where they are not of one commit, or tell of another catalogue.
 */
export function mergeResultFiles(
  results: readonly NamedResult[],
  criteria: readonly Criterion[],
): ResultFile {
  refuseStrangers(results);
  refuseForeign(results, criteria);
  const files = results.map(({ file }) => file);
  const records = Map.groupBy(
    files.flatMap((file) => file.criteria),
    ({ id }) => id,
  );
  const standing = [...records.values()].map((candidates) => standingOf(candidates));
  const runs = runsOf(files);
  const merged = buildResultFile({
    criteria,
    results: new Map(standing.map((record) => [record.id, resultFrom(record)])),
    run: mergedRun(runs),
    runs,
  });
  const faults = [...new Set([...merged.faults, ...files.flatMap((file) => file.faults)])];
  return { ...merged, faults, green: merged.green && faults.length === 0 };
}

const commitText = ({ run }: ResultFile): string => run.commit ?? "no commit";

function refuseStrangers(results: readonly NamedResult[]): void {
  const [first] = results;
  if (first === undefined) throw new ResultFileError("nothing to merge: give at least one result file");
  const stranger = results.find(({ file }) => file.run.commit !== first.file.run.commit);
  if (stranger === undefined) return;
  const [one, other] = [first, stranger].map(({ name, file }) => `${name} is of ${commitText(file)}`);
  throw new ResultFileError(`only results of one commit can be merged, but ${one} and ${other}`);
}

/** A result that nothing counts must not vanish in silence. */
function refuseForeign(results: readonly NamedResult[], criteria: readonly Criterion[]): void {
  const known = new Set(criteria.map(({ id }) => id));
  for (const { name, file } of results) {
    const foreign = file.criteria.find(({ id }) => !known.has(id));
    if (foreign === undefined) continue;
    const where = `${name} (commit ${commitText(file)})`;
    throw new ResultFileError(
      `${where} tells of ${foreign.id}, which this catalogue does not have; merge with the commit and the compose file that it was made with`,
    );
  }
}

/** Each run once, also where a file is given twice or beside a merge that holds it. */
function runsOf(files: readonly ResultFile[]): readonly RunInfo[] {
  return [...new Map(files.flatMap(({ runs }) => runs).map((run) => [run.id, run])).values()];
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
    ...(runs[0]?.versions === undefined ? {} : { versions: runs[0].versions }),
  };
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
    startedAt: record.started_at,
    durationMs: record.duration_ms ?? undefined,
    evidence: evidence.map((item) => ({ ...item, service: item.service ?? undefined })),
  };
}
