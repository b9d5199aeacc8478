// The plan's own view for a terminal: tasks and quality gates line by line, requirements and weeks folded.
import type { PlanResult } from "../plan.ts";
import type { PlanKind } from "../plan-tasks.ts";
import type { ResultFile } from "../result-types.ts";
import { padEnd, type Screen } from "./layout.ts";
import { planMarks, planWords } from "./wording.ts";

const styles = { met: "green", "not-met": "red", "not-verified": "yellow" } as const;

export function renderPlan({ plan }: ResultFile, screen: Screen): string[] {
  const of = (kind: PlanKind) => plan.filter((line) => line.kind === kind);
  const { paint } = screen;
  return [
    paint("bold", "The plan's tasks"),
    ...of("task").map((line) => renderLine(line, screen)),
    paint("bold", "Its quality gates"),
    ...of("gate").map((line) => renderLine(line, screen)),
    renderFolded("Functional", of("functional"), screen),
    renderFolded("Technical", of("technical"), screen),
    renderFolded("Week goals", of("week"), screen),
  ];
}

function renderLine({ task, title, goal, outcome, passed, of }: PlanResult, screen: Screen): string {
  const { width, paint } = screen;
  const style = styles[outcome];
  const start = `${paint(style, planMarks[outcome])} ${padEnd(task, 4)}${padEnd(title, 24)}`;
  const verdict = padEnd(paint(style, planWords[outcome]), 14);
  const count = padEnd(`${passed} of ${of}`, 11);
  const used = 2 + 4 + 24 + 14 + 11;
  return `${start}${verdict}${used + goal.length <= width - 2 ? `${count}${paint("dim", goal)}` : count.trimEnd()}`;
}

function renderFolded(heading: string, lines: readonly PlanResult[], { paint }: Screen): string {
  const marks = lines.map(({ task, outcome }) => paint(styles[outcome], `${planMarks[outcome]} ${task}`));
  return `${paint("bold", padEnd(heading, 14))}${marks.join("  ")}`;
}
