// The proof as Markdown: the score, and the matrix of faults and what caught them.
import type { ProofFault, ProofResults } from "../proof-results.ts";
import { code, escapeMarkdown, table } from "./markdown.ts";
import { changeOf, mutantHeadings, mutantsInOrder, noticedText, placeOf } from "./proof-mutants.ts";
import { goalText, stepCells, stepHeadings } from "./proof-mending.ts";
import { scoreLines, verdictOf } from "./proof-wording.ts";

function rowOf(fault: ProofFault): readonly string[] {
  const { mark, text } = verdictOf(fault);
  const intended = new Set(fault.intended);
  const by = fault.caught_by.map((id) => (intended.has(id) ? `**${code(id)}**` : code(id)));
  const { diagnosis } = fault;
  const place = diagnosis?.file
    ? ` (${diagnosis.file}${diagnosis.line === null ? "" : `:${diagnosis.line}`})`
    : "";
  return [
    `${mark} ${escapeMarkdown(text)}`,
    `${code(fault.id)}<br>${escapeMarkdown(fault.title)}`,
    fault.kind,
    by.join("<br>") || "nothing",
    String(fault.blocked),
    escapeMarkdown(fault.error ?? `${diagnosis?.summary ?? "nothing was said"}${place}`),
  ];
}

/** Nothing for a proof without a path. */
function pathOf({ path }: ProofResults): readonly string[] {
  if (!path) return [];
  const mended = path.goals.map(
    (goal) =>
      `- **${goal.percent}%**: ${goalText(goal, path.steps)}${goal.mended.length > 0 ? ": " : ""}${goal.mended.map(code).join(", ")}`,
  );
  return [
    "## From the plan's broken system to a whole one",
    "",
    ...mended,
    "",
    ...table(
      stepHeadings,
      path.steps.map((step) => stepCells(step).map(escapeMarkdown)),
    ),
    "",
  ];
}

/** Nothing for a proof that changed nothing at random. */
function mutantsOf({ mutation }: ProofResults): readonly string[] {
  if (!mutation) return [];
  const rows = mutantsInOrder(mutation).map((mutant) => [
    escapeMarkdown(noticedText(mutant)),
    code(placeOf(mutant)),
    mutant.area,
    ...changeOf(mutant).map(code),
  ]);
  return ["## Random mutants", "", ...table(mutantHeadings, rows), ""];
}

export function renderProofSummary(results: ProofResults): string {
  const headings = ["verdict", "fault", "kind", "caught by (**intended**)", "blocked:", "what was said"];
  const left = results.not_run.map(({ id, reason }) => `- ${code(id)}: ${escapeMarkdown(reason)}`);
  return [
    "# Proof: every known fault, put back",
    "",
    ...table(
      ["", ""],
      scoreLines(results).map(([label, value]) => [label, escapeMarkdown(value)]),
    ),
    "",
    ...(results.faults.length === 0 ? [] : [...table(headings, results.faults.map(rowOf)), ""]),
    ...pathOf(results),
    ...mutantsOf(results),
    ...(left.length === 0 ? [] : ["Left out in this run:", "", ...left, ""]),
  ].join("\n");
}
