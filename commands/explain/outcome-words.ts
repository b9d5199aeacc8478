// How an outcome, and the run that it comes from, are said in a line.
import type { RunInfo } from "../../reports/result-types.ts";
import type { Screen } from "../../reports/render/layout.ts";
import type { Outcome } from "../../suites/outcome.ts";

const styles: Readonly<Partial<Record<Outcome, "green" | "red">>> = {
  passed: "green",
  failed: "red",
  error: "red",
};

export const outcomeText = (outcome: Outcome, { paint }: Screen): string =>
  paint(styles[outcome] ?? "yellow", outcome);

/** `2026-11-26 00:54 UTC (embedded, c2587204d)`. */
export function runText({
  started_at,
  runtime,
  commit,
}: Pick<RunInfo, "started_at" | "runtime" | "commit">): string {
  const where = [runtime, ...(commit === null ? [] : [commit.slice(0, 9)])].join(", ");
  return `${started_at.slice(0, 16).replace("T", " ")} UTC (${where})`;
}
