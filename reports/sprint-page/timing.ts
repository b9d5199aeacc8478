// Durations in words, and how long a run usually takes.
import type { HistoryRun } from "../history.ts";

/** `42.1 s`, `3 min 2 s`. */
export function durationText(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const recent = 10;

/** The median of the last ten runs on a runtime; undefined where there was none. */
export function medianMs(past: readonly HistoryRun[], runtime: string): number | undefined {
  const durations = past.filter((run) => run.runtime === runtime).map(({ duration_ms }) => duration_ms);
  const sorted = durations.slice(-recent).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
