// The history of full runs, one JSON line each: small, complete without its neighbours, in any order.
import type { Outcome } from "../suites/outcome.ts";
import type { ResultFile, RunInfo } from "./result-types.ts";
import { fraction, type Fraction } from "./tally.ts";

export const historyVersion = "1.0.0";

/** What a run leaves behind for the runs after it. */
export interface HistoryRun extends RunInfo {
  readonly schema_version: typeof historyVersion;
  readonly green: boolean;
  /** Ids of criteria by how they ended: all of the catalogue, as it was then. */
  readonly outcomes: Readonly<Partial<Record<Outcome, readonly string[]>>>;
}

/** The line that a run adds; undefined for a partial run, which has no pass rate of the whole. */
export function historyRunOf({ run, green, partial, criteria }: ResultFile): HistoryRun | undefined {
  if (partial) return undefined;
  const grouped = Map.groupBy(criteria, ({ outcome }) => outcome);
  const outcomes = Object.fromEntries(
    [...grouped].map(([outcome, records]) => [outcome, records.map(({ id }) => id)]),
  );
  const { id, started_at, duration_ms, runtime, commit, dirty } = run;
  return {
    schema_version: historyVersion,
    id,
    started_at,
    duration_ms,
    runtime,
    commit,
    dirty,
    green,
    outcomes,
  };
}

/** Outcomes by criterion. */
export function outcomesOf({ outcomes }: HistoryRun): ReadonlyMap<string, Outcome> {
  const pairs = Object.entries(outcomes) as readonly [Outcome, readonly string[]][];
  return new Map(pairs.flatMap(([outcome, ids]) => ids.map((id) => [id, outcome] as const)));
}

/** The pass rate of the whole that the run had. */
export function rateOf({ outcomes }: HistoryRun): Fraction {
  const of = Object.values(outcomes).reduce((sum, ids) => sum + ids.length, 0);
  return fraction(outcomes.passed?.length ?? 0, of);
}

/** The run as `compareResults` takes it. */
export function comparableOf(run: HistoryRun) {
  const criteria = [...outcomesOf(run)].map(([id, outcome]) => ({ id, outcome }));
  return { run, pass_rate: { strict: rateOf(run) }, criteria };
}

/** Each run once (the later line wins), the oldest first: files that were joined or merged line by line are whole. */
export function inOrder(runs: readonly HistoryRun[]): readonly HistoryRun[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return [...byId.values()].toSorted((a, b) => a.started_at.localeCompare(b.started_at));
}
