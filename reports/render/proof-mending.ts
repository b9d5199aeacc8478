// How the broken system of the plan and its mending are said: lines of the score, and the rows of the table.
import type { ProofBaseline, ProofGoal, ProofStep } from "../proof-path.ts";
import type { ProofResults } from "../proof-results.ts";
import { fractionText } from "./wording.ts";

type Line = readonly [label: string, value: string];

const rateText = ({ rate, error }: ProofStep) => error ?? fractionText(rate);

function baselineLines({ historic, broken, mended }: ProofBaseline): readonly Line[] {
  const hidden = broken.hidden.length === 0 ? "" : `, ${broken.hidden.length} of them behind others`;
  return [
    [
      "The plan's system",
      `${rateText(broken)} with ${broken.broken} faults at once${hidden}; ${historic.percent}% (${historic.passed} of ${historic.of}) on ${historic.date}, by another harness`,
    ],
    ["The same, mended", rateText(mended)],
  ];
}

export function goalText({ step, mended }: ProofGoal, steps: readonly ProofStep[]): string {
  if (step === null) return "not reached";
  if (mended.length === 0) return "reached with everything broken";
  const at = steps.find(({ id }) => id === step);
  return `after ${step.replace("-", " ")}, in task ${at?.task ?? ""}, with ${mended.length} faults mended`;
}

/** Label and value; none for a proof without a baseline. */
export function mendingLines({ baseline, path }: Pick<ProofResults, "baseline" | "path">): readonly Line[] {
  const reached = path?.goals.map((goal): Line => [`Goal of ${goal.percent}%`, goalText(goal, path.steps)]);
  return [...(baseline ? baselineLines(baseline) : []), ...(reached ?? [])];
}

export const stepHeadings = ["step", "task", "mended", "broken:", "pass rate:", "failed:", "blocked:"];

/** The cells of a step, as `stepHeadings` names them. */
export const stepCells = (step: ProofStep): readonly string[] => [
  step.id.replace("step-", ""),
  step.task ?? "",
  step.mended.map(({ id }) => id).join(", ") || "nothing",
  `${step.broken}${step.hidden.length === 0 ? "" : ` (${step.hidden.length} hidden)`}`,
  rateText(step),
  String(step.failed.length),
  String(step.blocked),
];
