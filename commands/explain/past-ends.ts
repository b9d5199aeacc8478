// How a criterion ended in the full runs so far: how often, and since when as it does now.
import type { History } from "../../reports/history-file.ts";
import { type HistoryRun, outcomesOf } from "../../reports/history.ts";
import type { Outcome } from "../../suites/outcome.ts";

/** Runs one after another that ended alike; those that did not judge the criterion stand between no two. */
export interface Streak {
  readonly outcome: Outcome;
  readonly runs: number;
  /** The first of them. */
  readonly since: HistoryRun;
}

export interface PastEnds {
  readonly id: string;
  /** The newest first; empty where no run judged it. */
  readonly streaks: readonly Streak[];
  readonly counts: ReadonlyMap<Outcome, number>;
}

const notJudged: ReadonlySet<Outcome> = new Set(["not-verified", "not-built", "not-selected"]);

export function pastEndsOf({ runs }: Pick<History, "runs">, id: string): PastEnds {
  const counts = new Map<Outcome, number>();
  const streaks: Streak[] = [];
  for (const since of runs) {
    const outcome = outcomesOf(since).get(id);
    if (outcome === undefined) continue;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (notJudged.has(outcome)) continue;
    const last = streaks.at(-1);
    if (last?.outcome === outcome) streaks[streaks.length - 1] = { ...last, runs: last.runs + 1 };
    else streaks.push({ outcome, runs: 1, since });
  }
  return { id, streaks: streaks.toReversed(), counts };
}
