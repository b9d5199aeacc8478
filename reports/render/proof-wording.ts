// How a proof is said, the same in the terminal, the Markdown and the page.
import type { ProofControl, ProofFault, ProofResults } from "../proof-results.ts";
import { mendingLines } from "./proof-mending.ts";
import { mutationLines } from "./proof-mutants.ts";

export interface ProofVerdict {
  readonly mark: "✓" | "~" | "✗" | "!";
  readonly text: string;
}

export function verdictOf({ error, caught, by_intended, diagnosed }: ProofFault): ProofVerdict {
  if (error !== null) return { mark: "!", text: "could not be judged" };
  if (!caught) return { mark: "✗", text: "missed" };
  if (!by_intended) return { mark: "✗", text: "caught, but not by all that must" };
  return diagnosed ? { mark: "✓", text: "caught and named" } : { mark: "~", text: "caught, cause not named" };
}

const percent = (part: number, whole: number) =>
  whole === 0 ? "0%" : `${Math.floor((part / whole) * 1000) / 10}%`;

const share = (part: number, whole: number) => `${part} of ${whole} (${percent(part, whole)})`;

function controlText({ clean, runs, clean_runs, judged, failed }: ProofControl): string {
  if (runs === 0) return "not run";
  if (clean) return `clean ${clean_runs} of ${runs} times, ${judged} criteria passed`;
  return `not clean: ${clean_runs} of ${runs} times; ${failed.slice(0, 3).join("; ")}`;
}

function faultLines({ score }: ProofResults): readonly (readonly [string, string])[] {
  const { caught, by_intended, diagnosed, total, unrelated_mean } = score;
  if (total === 0) return [];
  return [
    ["Caught", share(caught, total)],
    ["By all that must catch it", share(by_intended, total)],
    ["Cause named", share(diagnosed, total)],
    ["Unrelated criteria red", `${unrelated_mean} a fault`],
  ];
}

/** Label and value of each line of the score. */
export function scoreLines(results: ProofResults): readonly (readonly [string, string])[] {
  return [
    ["Control run", controlText(results.control)],
    ...faultLines(results),
    ...mendingLines(results),
    ...mutationLines(results),
  ];
}
