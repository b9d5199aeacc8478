// How often criteria changed although the code did not: repeats of one commit on one runtime, told from history.
import type { Outcome } from "../suites/outcome.ts";
import { type HistoryRun, outcomesOf } from "./history.ts";

export interface FlakeRate {
  /** Pairs of neighbouring runs of the same unchanged commit on the same runtime. */
  readonly repeats: number;
  /** Judgements of criteria that were repeated that way, and how many of them came out differently. */
  readonly compared: number;
  readonly changed: number;
  /** The criteria that changed, the most often first. */
  readonly criteria: readonly { readonly id: string; readonly changes: number }[];
}

const judged: ReadonlySet<Outcome> = new Set(["passed", "failed", "blocked", "flaky", "error"]);

/** A tree with changes says nothing: two runs of it need not have judged the same code. */
export function flakeRateOf(runs: readonly HistoryRun[]): FlakeRate {
  const clean = runs.filter(({ commit, dirty }) => commit !== null && !dirty);
  const groups = Map.groupBy(clean, ({ commit, runtime }) => `${commit} ${runtime}`);
  const pairs = [...groups.values()].flatMap((group) =>
    group.slice(1).map((after, index) => [group[index], after] as const),
  );
  let compared = 0;
  const changes = new Map<string, number>();
  for (const [before, after] of pairs) {
    const earlier = before ? outcomesOf(before) : new Map<string, Outcome>();
    for (const [id, outcome] of outcomesOf(after)) {
      const was = earlier.get(id);
      if (was === undefined || !judged.has(was) || !judged.has(outcome)) continue;
      compared += 1;
      if ((was === "passed") !== (outcome === "passed")) changes.set(id, (changes.get(id) ?? 0) + 1);
    }
  }
  const criteria = [...changes].map(([id, count]) => ({ id, changes: count }));
  return {
    repeats: pairs.length,
    compared,
    changed: criteria.reduce((sum, item) => sum + item.changes, 0),
    criteria: criteria.toSorted((a, b) => b.changes - a.changes),
  };
}
