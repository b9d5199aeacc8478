// The proof for a terminal: what went wrong fault by fault, then the score.
import type { ProofFault, ProofResults } from "../proof-results.ts";
import { padEnd, type Screen, wrap } from "./layout.ts";
import { scoreLines, verdictOf } from "./proof-wording.ts";
import { foldedList } from "./wording.ts";

function toldOf(fault: ProofFault, { width, paint }: Screen): string[] {
  const { mark, text } = verdictOf(fault);
  const missed = fault.intended.filter((id) => !fault.caught_by.includes(id));
  const said = fault.diagnosis?.summary ?? "nothing";
  const lines = [
    ...(fault.error === null ? [] : [fault.error]),
    ...(fault.by_intended ? [] : [`must be caught by ${foldedList(missed)}`]),
    ...(fault.diagnosed ? [] : [`should name ${fault.expected}; said: ${said}`]),
    ...(fault.unrelated.length === 0 ? [] : [`unrelated: ${foldedList(fault.unrelated)}`]),
  ];
  return [
    `${paint(mark === "~" ? "yellow" : "red", mark)} ${paint("bold", fault.id)}: ${text}`,
    ...lines.flatMap((line) => wrap(line, width - 6)).map((line) => `  ${line}`),
  ];
}

/** Faults that were caught and named are a number; the others are told. */
export function renderProofTerminal(results: ProofResults, screen: Screen): string {
  const open = results.faults.filter((fault) => verdictOf(fault).mark !== "✓");
  const lines = [
    `${screen.paint("bold", "PyAirtable Verifier · proof")} · ${results.runtime} · ${results.commit?.slice(0, 9) ?? "no commit"}`,
    "",
    ...open.flatMap((fault) => [...toldOf(fault, screen), ""]),
    ...scoreLines(results).map(([label, value]) => `${padEnd(label, 27)}${value}`),
    ...(results.not_run.length === 0
      ? []
      : [`${padEnd("Left out", 27)}${results.not_run.length}: ${results.not_run[0]?.reason ?? ""}`]),
  ];
  return `${["", ...lines].map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n`;
}
