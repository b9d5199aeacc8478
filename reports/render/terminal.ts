// The verdict for a terminal: root causes first, then the plan's sections and goals, and the numbers last.
import type { GateSentence, GateVerdict } from "../gate.ts";
import type { ResultFile } from "../result-types.ts";
import { unjudgedByReason } from "../root-causes.ts";
import { bar, padEnd, type Screen, wrap } from "./layout.ts";
import { renderCauses } from "./terminal-causes.ts";
import { renderPlan } from "./terminal-plan.ts";
import { renderSections } from "./terminal-sections.ts";
import { fractionText, percentText, runText } from "./wording.ts";

/** Ends with a newline. */
export function renderTerminal(file: ResultFile, gate: GateVerdict, screen: Screen): string {
  const title = `${screen.paint("bold", "PyAirtable Verifier")} · ${runText(file.run)}`;
  const blocks = [
    [title],
    renderCauses(file, screen),
    renderSections(file, screen),
    renderPlan(file, screen),
    renderUnjudged(file, screen),
    renderVerdict(file, gate, screen),
  ];
  const text = blocks.filter(({ length }) => length > 0).map((lines) => lines.map(indent).join("\n"));
  return `\n${text.join("\n\n")}\n`;
}

const indent = (line: string) => (line === "" ? "" : `  ${line}`);

function renderUnjudged(file: ResultFile, { width, paint }: Screen): string[] {
  const lines = unjudgedByReason(file).flatMap(({ reason, count, suites }) =>
    wrap(`${count}: ${reason} (${suites.join(", ")})`, width - 16),
  );
  return lines.map((line, index) => paint("dim", `${padEnd(index === 0 ? "Not judged" : "", 14)}${line}`));
}

function renderVerdict(file: ResultFile, gate: GateVerdict, { width, paint }: Screen): string[] {
  const { strict, of_verified } = file.pass_rate;
  const good = file.green ? "green" : "red";
  const { goal } = file;
  const scale = Math.min(40, width - 34);
  const { full, rest } = bar(strict === null || strict.of === 0 ? 0 : strict.passed / strict.of, scale);
  const rate =
    strict === null
      ? ["Pass rate     none: a partial run has no pass rate of the whole"]
      : [
          `Pass rate     ${paint("bold", fractionText(strict))}`,
          `              ${paint(good, full)}${paint("dim", rest)}`,
        ];
  const journey = `from ${percentText(goal.start_percent)} at the start; goal ${goal.week2_percent}%`;
  return [
    ...rate,
    ...(strict === null ? [] : [paint("dim", `              ${journey}`)]),
    `Of verified   ${paint("bold", fractionText(of_verified))}`,
    "",
    ...gate.sentences.flatMap((sentence) => renderSentence(sentence, { width, paint })),
  ];
}

function renderSentence({ held, text }: GateSentence, { width, paint }: Screen): string[] {
  const mark = held ? paint("green", "✓") : paint("red", "✗");
  return wrap(text, width - 4).map((line, index) => `${index === 0 ? mark : " "} ${paint("bold", line)}`);
}
