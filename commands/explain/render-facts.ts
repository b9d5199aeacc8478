// What is known of a check as text for a terminal.
import type { Remembered } from "../../reports/memory.ts";
import { padEnd, type Screen, wrap } from "../../reports/render/layout.ts";
import { planSections } from "../../reports/sections.ts";
import type { Check, Phase } from "../../suites/check.ts";
import { type CriterionFacts, type Ended, type Judge, seenIn } from "./criterion-facts.ts";
import { historyLines } from "./history-lines.ts";
import { outcomeText, runText } from "./outcome-words.ts";

const phases: Readonly<Record<Phase, string>> = {
  "side-by-side": "side by side with others",
  limits: "alone, because it spends rate limits or compares times",
  disturbing: "alone, because it disturbs the system",
  "on-demand": "only when it is asked for, as a run of its own",
};
const scopes = {
  system: "the whole system",
  service: "each service",
  component: "each service and datastore",
};
const labelWidth = 10;
const shownSource = 30;
const shownEvidence = 8;

/** A label before the first line, and the rest below its text. */
function labelled(label: string, lines: readonly string[], { paint }: Screen): string[] {
  return lines.map((line, index) => `${paint("bold", padEnd(index === 0 ? label : "", labelWidth))}${line}`);
}

function factLines(check: Check): string[] {
  const sections = check.sections.map(
    (section) => `§${section} ${planSections.find((line) => line.section === section)?.title ?? ""}`,
  );
  return [
    `the plan's ${sections.join(", ")}; one for ${scopes[check.scope]}`,
    `runs ${phases[check.phase]}`,
    ...(check.capabilities.length > 0 ? [`needs a runtime with: ${check.capabilities.join(", ")}`] : []),
    ...(check.needs.length > 0 ? [`is blocked where one of these failed: ${check.needs.join(", ")}`] : []),
    ...(check.built ? [] : ["is in the catalogue, and no suite judges it yet"]),
  ];
}

function judgeLines({ file, line, source }: Judge, { paint, width }: Screen): string[] {
  const shown = source.slice(0, shownSource);
  const more = source.length - shown.length;
  return [
    paint("cyan", `${file}:${line}`),
    ...shown.map((text) => paint("dim", text.length > width - 14 ? `${text.slice(0, width - 15)}…` : text)),
    ...(more > 0 ? [paint("dim", `… ${more} lines more`)] : []),
  ];
}

function endedText({ outcome, duration_ms, at, ...run }: Remembered, screen: Screen): string {
  const took = duration_ms === null ? "" : ` in ${(duration_ms / 1000).toFixed(1)} s`;
  return `${outcomeText(outcome, screen)}${took}, ${runText({ started_at: at, ...run })}`;
}

function endedLines({ id, last, record }: Ended, isOnly: boolean, screen: Screen): string[] {
  const { paint, width } = screen;
  const inner = (text: string) => wrap(text, width - labelWidth - 6).map((line) => `  ${line}`);
  const state = last ? endedText(last, screen) : "never judged";
  const place = [record?.diagnosis?.file, record?.diagnosis?.line].filter(
    (part) => part !== null && part !== undefined,
  );
  const cure = record?.diagnosis?.cure;
  const isNewest = record?.outcome !== "passed" && record?.outcome !== "not-selected";
  return [
    isOnly ? state : `${id.slice(id.indexOf("/") + 1)}: ${state}`,
    ...(record && isNewest
      ? inner(record.diagnosis?.summary ?? record.reason?.split("\n", 1)[0] ?? record.outcome)
      : []),
    ...(place.length > 0 ? [`  ${paint("cyan", place.join(":"))}${cure ? ` → ${cure}` : ""}`] : []),
  ];
}

function evidenceLines({ record }: Ended, { width }: Screen): string[] {
  const all = record?.evidence ?? [];
  const shown = all.slice(0, shownEvidence).flatMap(({ summary }) => wrap(summary, width - labelWidth - 4));
  return [
    ...shown,
    ...(all.length > shownEvidence ? [`… ${all.length - shownEvidence} more in pass-rate.json`] : []),
  ];
}

/** Ends with a newline. */
export function renderFacts(facts: CriterionFacts, id: string, screen: Screen): string {
  const { check, holds, judge, ended, unreadable } = facts;
  const text = (words: string) => wrap(words, screen.width - labelWidth - 2);
  const isOnly = ended.length === 1;
  const seen = seenIn(facts);
  const blocks = [
    [screen.paint("bold", id), check.title],
    labelled("What", text(holds ?? check.title), screen),
    labelled("Why", text(check.description), screen),
    labelled("How", factLines(check).flatMap(text), screen),
    judge ? labelled("Judge", judgeLines(judge, screen), screen) : [],
    labelled(
      "Last",
      ended.flatMap((one) => endedLines(one, isOnly, screen)),
      screen,
    ),
    labelled("History", historyLines(facts, screen), screen),
    labelled("", unreadable.flatMap(text), screen),
    seen
      ? labelled(
          isOnly ? "Seen" : "Seen of",
          [...(isOnly ? [] : [seen.id]), ...evidenceLines(seen, screen)],
          screen,
        )
      : [],
  ];
  return blocks
    .filter(({ length }) => length > 0)
    .map((lines) => `${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n`)
    .join("\n");
}
