// The gate: what the exit code holds a run to.
import type { PassRate } from "./pass-rate.ts";
import { judgedOf } from "./tally.ts";

export interface Gate {
  /** Everything that was judged must have passed. */
  readonly green: boolean;
  /** The strict pass rate must be at least this, in percent. */
  readonly percent: number | undefined;
}

export interface GateVerdict {
  readonly held: boolean;
  /** One for each part of the gate, ready to print. */
  readonly sentences: readonly GateSentence[];
}

export interface GateSentence {
  readonly held: boolean;
  readonly text: string;
}

/** Reads `green`, `80`, `green,80` or `none`; throws an Error that says what is allowed. */
export function readGate(text: string): Gate {
  const parts = text.split(",").map((part) => part.trim());
  const numbers = parts.filter((part) => /^\d{1,3}(?:\.\d+)?$/u.test(part)).map(Number);
  const others = parts.filter((part) => !/^\d{1,3}(?:\.\d+)?$/u.test(part));
  const isNone = text.trim() === "none";
  const isGate =
    others.every((part) => part === "green") &&
    others.length <= 1 &&
    numbers.length <= 1 &&
    (numbers[0] ?? 0) <= 100;
  if (!isNone && !isGate) {
    throw new Error(
      `"${text}" is no gate; write green, a percentage from 0 to 100, both as green,80, or none`,
    );
  }
  return { green: !isNone && others.length > 0, percent: numbers[0] };
}

export function judgeGate(rate: PassRate, gate: Gate): GateVerdict {
  if (!gate.green && gate.percent === undefined)
    return { held: true, sentences: [{ held: true, text: "No gate was set." }] };
  const sentences = [
    ...rate.faults.map((fault) => ({ held: false, text: `The numbers cannot be trusted: ${fault}.` })),
    ...(gate.green ? [judgeGreen(rate)] : []),
    ...(gate.percent === undefined ? [] : [judgePercent(rate, gate.percent)]),
  ];
  return { held: sentences.every(({ held }) => held), sentences };
}

/**
 * The gate asks of what was judged. The label `green` asks more: of an attached system it is never said, so a gate
 * that held there says why.
 */
function judgeGreen({ totals, green, faults }: PassRate): GateSentence {
  const judged = judgedOf(totals);
  if (faults.length === 0 && judged > 0 && totals.passed === judged) {
    const all = judged === 1 ? "the one judged criterion" : `all ${judged} judged criteria`;
    const label = green ? "" : "; an attached system shows too little of itself to be called green";
    return { held: true, text: `Gate green held: ${all} passed${label}.` };
  }
  if (judged === 0) return { held: false, text: "Gate green not held: nothing was judged." };
  const wrong = (["failed", "blocked", "flaky", "error"] as const)
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => `${totals[outcome]} ${outcome}`);
  return { held: false, text: `Gate green not held: ${wrong.join(", ") || faults[0]}.` };
}

function judgePercent({ pass_rate: { strict } }: PassRate, percent: number): GateSentence {
  if (strict === null) {
    const text = `Gate ${percent} not held: a partial run has no pass rate of the whole; run it without --suite and --check, or merge all shards.`;
    return { held: false, text };
  }
  const held = strict.of > 0 && strict.passed * 100 >= percent * strict.of;
  const seen = `${strict.passed} of ${strict.of} criteria passed, ${(strict.percent ?? 0).toFixed(1)}%`;
  return { held, text: `Gate ${percent} ${held ? "held" : "not held"}: ${seen}.` };
}
