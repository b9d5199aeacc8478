// The proof for a terminal: what went wrong fault by fault, then the score.
import type { ProofMutation } from "../proof-mutation.ts";
import type { ProofFault, ProofResults } from "../proof-results.ts";
import { padEnd, type Screen, wrap } from "./layout.ts";
import { changeOf, mutantsInOrder, noticedText, placeOf } from "./proof-mutants.ts";
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

/** Mutants that were caught or not covered are numbers; the others are told. */
function survivorsOf(mutation: ProofMutation, { width, paint }: Screen): string[] {
  return mutantsInOrder(mutation)
    .filter(({ outcome }) => outcome === "survived" || outcome === "error")
    .flatMap((mutant) => [
      `${paint("red", "✗")} ${paint("bold", placeOf(mutant))}: ${noticedText(mutant)} (${mutant.mutator})`,
      ...changeOf(mutant).flatMap((text, index) =>
        wrap(`${index === 0 ? "-" : "+"} ${text}`, width - 6).map((line) => `  ${line}`),
      ),
      "",
    ]);
}

/** Faults that were caught and named are a number; the others are told. */
export function renderProofTerminal(results: ProofResults, screen: Screen): string {
  const open = results.faults.filter((fault) => verdictOf(fault).mark !== "✓");
  const lines = [
    `${screen.paint("bold", "PyAirtable Verifier · proof")} · ${results.runtime} · ${results.commit?.slice(0, 9) ?? "no commit"}`,
    "",
    ...open.flatMap((fault) => [...toldOf(fault, screen), ""]),
    ...(results.mutation ? survivorsOf(results.mutation, screen) : []),
    ...scoreLines(results).map(([label, value]) => `${padEnd(label, 27)}${value}`),
    ...(results.not_run.length === 0
      ? []
      : [`${padEnd("Left out", 27)}${results.not_run.length}: ${results.not_run[0]?.reason ?? ""}`]),
  ];
  return `${["", ...lines].map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n`;
}
