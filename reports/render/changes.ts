// What changed between two runs, as Markdown for a pull request or a job summary.
import type { ChangeKind, Comparison, CriterionChange } from "../compare-results.ts";
import { code, table } from "./markdown.ts";
import { percentText } from "./wording.ts";

const headings: Readonly<Record<ChangeKind, string>> = {
  "newly-failing": "✗ newly failing",
  "newly-passing": "✓ newly passing",
  unjudged: "? not judged any more",
  removed: "− gone from the catalogue",
  added: "+ new in the catalogue, not judged yet",
};

/** Failures first: what a reviewer must see. */
const order: readonly ChangeKind[] = ["newly-failing", "removed", "unjudged", "newly-passing", "added"];
const shownRows = 30;

/** The section "Against the base branch"; `comparison` is undefined where the base has no results yet. */
export function renderChanges(comparison: Comparison | undefined): string {
  const heading = "## Against the base branch";
  if (comparison === undefined) return `${heading}\n\nThe base branch has no results yet to compare with.\n`;
  const { changes } = comparison;
  const blocks = [
    headline(comparison),
    ...(changes.length === 0 ? ["No criterion changed."] : [rowsOf(changes).join("\n")]),
  ];
  return `${heading}\n\n${blocks.join("\n\n")}\n`;
}

/** `Pass rate 90.9% → 91.8% (+0.9 points), against abc123456 (containers).` */
function headline({ before, after }: Comparison): string {
  const [old, fresh] = [before.strict?.percent ?? null, after.strict?.percent ?? null];
  const moved = old === null || fresh === null ? "" : ` (${signed(fresh - old)} points)`;
  const base = before.commit === null ? "results without a commit" : code(before.commit.slice(0, 9));
  return `Pass rate ${percentText(old)} → ${percentText(fresh)}${moved}, against ${base}.`;
}

const signed = (points: number): string => `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)}`;

function rowsOf(changes: readonly CriterionChange[]): readonly string[] {
  const sorted = order.flatMap((kind) => changes.filter((change) => change.kind === kind));
  const rows = sorted
    .slice(0, shownRows)
    .map(({ id, kind, before, after }) => [headings[kind], code(id), before ?? "–", after ?? "–"]);
  const rest = sorted.length - rows.length;
  return [
    ...table(["", "criterion", "before", "now"], rows),
    ...(rest > 0 ? ["", `… and ${rest} more.`] : []),
  ];
}
