// What the sprint page is made from.
import type { Commit } from "../commits-between.ts";
import type { GateVerdict } from "../gate.ts";
import { type HistoryRun, historyRunOf, inOrder } from "../history.ts";
import type { ResultFile } from "../result-types.ts";
import type { SideResults } from "../side-results.ts";

export interface PageInput {
  readonly file: ResultFile;
  readonly gate: GateVerdict;
  /** Runs before this one, the oldest first. */
  readonly past: readonly HistoryRun[];
  /** The newest first, as far back as the history needs and this clone has them. */
  readonly commits: readonly Commit[];
  readonly side: SideResults;
  /** What the reader must know of the page itself: damaged lines of the history, files that were left out. */
  readonly notices: readonly string[];
}

/** The history with this run in it, unless it is partial. */
export function runsOf({ file, past }: PageInput): readonly HistoryRun[] {
  return inOrder([...past, historyRunOf(file) ?? []].flat());
}

/** Of earlier runs the latest that judged on the same runtime, else the latest: others differ by what they can judge. */
export function lastRunBefore({ file: { run }, past }: PageInput): HistoryRun | undefined {
  const earlier = past.filter(({ id }) => id !== run.id);
  return earlier.findLast(({ runtime }) => runtime === run.runtime) ?? earlier.at(-1);
}
