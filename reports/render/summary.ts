// summary.md: the verdict as a page for a pull request or a job summary.
import type { GateVerdict } from "../gate.ts";
import type { Part, ResultFile } from "../result-types.ts";
import { type RootCause, rootCauses, unjudgedByReason } from "../root-causes.ts";
import { code, escapeMarkdown, table } from "./markdown.ts";
import {
  foldedList,
  fractionText,
  percentText,
  planMarks,
  planWords,
  runText,
  shortfallText,
} from "./wording.ts";

/** Ends with a newline. */
export function renderSummary(file: ResultFile, gate: GateVerdict): string {
  const blocks = [
    ["# PyAirtable Verifier"],
    renderHead(file, gate),
    renderCauses(file),
    ["## By section of the plan", "", ...renderSections(file)],
    folded("The plan", renderPlan(file)),
    folded(
      "By suite",
      partTable(
        "suite",
        file.suites.map((part) => [part.suite, part]),
      ),
    ),
    folded(
      "By service",
      partTable(
        "service",
        file.services.map((part) => [part.service, part]),
      ),
    ),
    renderUnjudged(file),
  ];
  return `${blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function renderHead(file: ResultFile, gate: GateVerdict): string[] {
  const { strict, of_verified } = file.pass_rate;
  const whole = strict === null ? "none: this is a partial run" : `**${fractionText(strict)}**`;
  return [
    ...gate.sentences.map(({ held, text }) => `- ${held ? "✓" : "✗"} **${escapeMarkdown(text)}**`),
    `- Pass rate: ${whole}; it began at ${percentText(file.goal.start_percent)}, the goal is ${file.goal.week2_percent}%.`,
    `- Of verified: ${fractionText(of_verified)}`,
    `- Run: ${escapeMarkdown(runText(file.run))}, ${file.run.started_at}`,
  ];
}

function renderCauses(file: ResultFile): string[] {
  const causes = rootCauses(file);
  if (causes.length === 0) return [];
  const rows = causes.map((cause) => [
    [cause.record.id, ...cause.also].map(code).join(" "),
    whatIsWrong(cause),
    whereToChange(cause),
    blockedText(cause),
  ]);
  return [
    "## Root causes",
    "",
    ...table(["criterion", "what is wrong", "where, and what to do", "blocks"], rows),
  ];
}

function whatIsWrong({ record, summary }: RootCause): string {
  return escapeMarkdown(record.outcome === "failed" ? summary : `${record.outcome}: ${summary}`);
}

function whereToChange({ place, cure }: RootCause): string {
  return [place === undefined ? "" : code(place), cure === undefined ? "" : escapeMarkdown(cure)]
    .filter(Boolean)
    .join(": ");
}

function blockedText({ blocks: ids }: RootCause): string {
  return ids.length === 0 ? "" : `${ids.length}: ${escapeMarkdown(foldedList(ids, 5))}`;
}

function renderSections(file: ResultFile): string[] {
  const rows = file.sections.map((part) => [
    `§${part.section} ${part.title}`,
    String(part.week),
    ...partCells(part),
  ]);
  return table(["section", "week:", "passed:", "of:", "percent:", "the rest"], rows);
}

function partTable(heading: string, parts: readonly (readonly [string, Part])[]): string[] {
  const rows = parts.map(([name, part]) => [escapeMarkdown(name), ...partCells(part)]);
  return table([heading, "passed:", "of:", "percent:", "the rest"], rows);
}

function partCells(part: Part): string[] {
  return [String(part.passed), String(part.criteria), percentText(part.percent), shortfallText(part)];
}

function renderPlan({ plan }: ResultFile): string[] {
  const rows = plan.map(({ task, title, goal, outcome, passed, of }) => [
    task,
    escapeMarkdown(title),
    escapeMarkdown(goal),
    `${planMarks[outcome]} ${planWords[outcome]}`,
    `${passed} of ${of}`,
  ]);
  return table(["", "what", "success", "outcome", "criteria:"], rows);
}

function renderUnjudged(file: ResultFile): string[] {
  const open = unjudgedByReason(file);
  if (open.length === 0) return [];
  const count = open.reduce((sum, group) => sum + group.count, 0);
  const lines = open.map(
    (group) => `- ${group.count}: ${escapeMarkdown(group.reason)} (${group.checks.map(code).join(", ")})`,
  );
  return folded(`Not judged: ${count}`, lines);
}

/** What a reader of a pull request opens when it matters. */
function folded(title: string, lines: readonly string[]): string[] {
  return ["<details>", `<summary>${title}</summary>`, "", ...lines, "", "</details>"];
}
