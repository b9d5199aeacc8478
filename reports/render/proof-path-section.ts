// The way from the broken system of the plan to a whole one, as a part of the proof's page: a picture, and a table.
import { type Html, html, textOf } from "../sprint-page/html.ts";
import { renderLineChart } from "../sprint-page/line-chart.ts";
import type { ProofGoal, ProofPath } from "../proof-path.ts";
import type { ProofResults } from "../proof-results.ts";
import { goalText, stepCells, stepHeadings } from "./proof-mending.ts";
import { percentText } from "./wording.ts";

function renderPicture({ steps, goals }: ProofPath, start: number): Html {
  const values = steps.map(({ rate, error }) => (error === null ? rate.percent : null));
  const [first, last] = [values[0] ?? null, values.at(-1) ?? null];
  return renderLineChart({
    label: `Pass rate after each of ${steps.length - 1} steps, from ${percentText(first)} with everything broken to ${percentText(last)} with nothing broken. The table below has every number.`,
    categories: steps.map(({ task }) => task ?? "start"),
    series: [{ name: "pass rate", values }],
    max: 100,
    interval: 20,
    format: (value) => `${value}%`,
    lines: [
      { at: start, name: `the plan: ${start}%`, dashed: true },
      ...goals.map(({ percent }) => ({ at: percent, name: `${percent}%` })),
    ],
  });
}

const renderGoal = (goal: ProofGoal, { steps }: ProofPath) =>
  html`<li>
    <strong>${goal.percent}%</strong>:
    ${goalText(goal, steps)}${goal.mended.length > 0 && `: ${goal.mended.join(", ")}`}
  </li>`;

/** Empty for a proof without a path. */
export function renderPathSection({ path, baseline }: ProofResults): string {
  if (!path || !baseline) return "";
  const heads = stepHeadings.map((heading) => html`<th scope="col">${heading.replace(":", "")}</th>`);
  const rows = path.steps.map(
    (step) =>
      html`<tr>
        ${stepCells(step).map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  return textOf(
    html`<h2>From the plan's broken system to a whole one</h2>
      ${renderPicture(path, baseline.historic.percent)}
      <h3>What must be mended, in the order of the plan's tasks</h3>
      <ul>
        ${path.goals.map((goal) => renderGoal(goal, path))}
      </ul>
      <div class="matrix" tabindex="0" role="region" aria-label="Pass rate after each step">
        <table class="path">
          <thead>
            <tr>
              ${heads}
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      <ul>
        ${baseline.left_out.map(({ id, reason }) => html`<li>${id} is not among them: ${reason}</li>`)}
      </ul>`,
  );
}
