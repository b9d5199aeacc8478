// The plan's tasks and quality gates: met, not met or not verified, each with its success line and what decides it.
import { decidingFor, type PlanResult } from "../plan.ts";
import { planMap } from "../plan-map.ts";
import type { PlanKind } from "../plan-tasks.ts";
import type { CriterionRecord, ResultFile } from "../result-types.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { linkTo, markOf, stateOf } from "./words.ts";

export function renderPlan({ file }: PageInput): Html {
  const group = (kind: PlanKind, title: string) => renderGroup(title, file, kind);
  return html`<section id="plan" aria-labelledby="plan-title">
    <h2 id="plan-title">The plan</h2>
    ${group("task", "Tasks")} ${group("gate", "Quality gates")}
    <details class="more">
      <summary>Requirements and week goals</summary>
      ${group("functional", "Functional requirements")} ${group("technical", "Technical requirements")}
      ${group("week", "Week goals")}
    </details>
  </section>`;
}

function renderGroup(title: string, file: ResultFile, kind: PlanKind): Html {
  const lines = file.plan.filter((line) => line.kind === kind);
  const met = lines.filter(({ outcome }) => outcome === "met").length;
  return html`<h3>${title} <span class="count">${met} of ${lines.length} met</span></h3>
    <ul class="plan ${lines.length % 3 > 0 && "four"}">
      ${lines.map((line) => renderLine(line, file))}
    </ul>`;
}

function renderLine(line: PlanResult, { criteria }: ResultFile): Html {
  const { task, title, goal, outcome, passed, of } = line;
  const share = of === 0 ? 0 : (passed / of) * 100;
  const map = planMap.find((entry) => entry.task === task);
  return html`<li class="card task">
    <p class="task-head">
      <span class="task-id">${task}</span> <strong>${title}</strong> ${stateOf(outcome)}
    </p>
    <p class="goal">${goal}</p>
    <div class="meter ${outcome}" aria-hidden="true"><div style="width:${share.toFixed(1)}%"></div></div>
    <details>
      <summary>${passed} of ${of} criteria passed</summary>
      ${map && renderDeciding(decidingFor(map, criteria))}
    </details>
  </li>`;
}

const listed = 40;

/** What did not pass first; a line that is decided by everything names only that. */
function renderDeciding(deciding: readonly CriterionRecord[]): Html {
  const open = deciding.filter(({ outcome }) => outcome !== "passed");
  const shown = deciding.length > listed ? open.slice(0, listed) : [...open, ...passedOf(deciding)];
  const hidden = deciding.length - shown.length;
  return html`<ul class="deciding">
    ${shown.map(
      ({ id, outcome }) => html`<li>${markOf(outcome)}<span class="sr">${outcome}</span> ${linkTo(id)}</li>`,
    )}
    ${hidden > 0 && html`<li class="muted">and ${hidden} more</li>`}
  </ul>`;
}

const passedOf = (records: readonly CriterionRecord[]) =>
  records.filter(({ outcome }) => outcome === "passed");
