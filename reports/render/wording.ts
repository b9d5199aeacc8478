// The words and numbers that every human-readable report uses.
import type { RunInfo } from "../result-types.ts";
import type { Fraction, Totals } from "../tally.ts";

export const planWords = { met: "met", "not-met": "not met", "not-verified": "not verified" } as const;

export const planMarks = { met: "✓", "not-met": "✗", "not-verified": "?" } as const;

/** `75.3%`, always with one decimal; a dash where there is nothing to divide. */
export function percentText(percent: number | null): string {
  return percent === null ? "–" : `${percent.toFixed(1)}%`;
}

/** `150 of 199 = 75.3%` without the sum where there is none. */
export function fractionText({ passed, of, percent }: Fraction): string {
  return percent === null ? `${passed} of ${of}` : `${percentText(percent)} (${passed} of ${of})`;
}

/** `42.1 s`, `3 min 2 s`. */
function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function runText({ runtime, commit, dirty, duration_ms }: RunInfo): string {
  const at = commit === null ? "no commit" : commit.slice(0, 9);
  return [runtime, dirty ? `${at} with changes` : at, durationText(duration_ms)].join(" · ");
}

/** `1 failed, 3 blocked, 7 not judged`; empty when all passed. */
export function shortfallText(totals: Totals): string {
  const counts = [
    [totals.failed, "failed"],
    [totals.blocked, "blocked"],
    [totals.flaky, "flaky"],
    [totals.error, "error"],
    [totals.not_verified, "not verified"],
    [totals.not_built, "not built"],
    [totals.not_selected, "not selected"],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

/** The first names and how many more there are: `a, b, c and 9 more`. */
export function foldedList(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  if (rest <= 0) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${rest} more`;
}
