// Every criterion of the catalogue, by suite; each opens to what it checks, why it ended so, and what was seen.
import { findCheck } from "../../suites/catalogue.ts";
import { type Outcome, outcomes } from "../../suites/outcome.ts";
import type { CriterionRecord } from "../result-types.ts";
import { createEvidenceView, type EvidenceView } from "./evidence-view.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { durationText } from "./timing.ts";
import { cut, linkTo, markOf, wordOf } from "./words.ts";

const longest = 600;

export function renderCriteria({ file }: PageInput): Html {
  const view = createEvidenceView(file.criteria);
  return html`<section id="criteria" aria-labelledby="criteria-title">
    <h2 id="criteria-title">Every criterion</h2>
    ${renderFilter(file.criteria)}
    ${file.suites.map(({ suite, passed, criteria: all }) => {
      const records = file.criteria.filter((record) => record.suite === suite);
      return (
        records.length > 0 &&
        html`<div class="suite">
          <h3>${suite} <span class="count">${passed} of ${all} passed</span></h3>
          <ul class="card criteria">
            ${records.map((record) => renderCriterion(record, view))}
          </ul>
        </div>`
      );
    })}
  </section>`;
}

function renderFilter(criteria: readonly CriterionRecord[]): Html {
  const count = (wanted: Outcome) => criteria.filter(({ outcome }) => outcome === wanted).length;
  return html`<div class="filter" role="search" hidden>
    <label for="filter">Filter</label>
    <input
      id="filter"
      type="search"
      placeholder="auth §3 @platform-services failed"
      autocomplete="off"
      spellcheck="false"
    />
    <span class="chips">
      ${outcomes
        .filter((outcome) => count(outcome) > 0)
        .map(
          (outcome) =>
            html`<button type="button" aria-pressed="false" data-outcome="${outcome}">
              ${markOf(outcome)}${wordOf(outcome)} <span class="count">${count(outcome)}</span>
            </button>`,
        )}
    </span>
    <span id="filtered" role="status" class="muted"></span>
  </div>`;
}

function renderCriterion(record: CriterionRecord, view: EvidenceView): Html {
  const { id, service, section, title, outcome, duration_ms } = record;
  const words = [`§${section}`, `@${service ?? "system"}`, id, title, wordOf(outcome)];
  return html`<li data-search="${words.join(" ").toLowerCase()}" data-outcome="${outcome}">
    <details id="c-${id}">
      <summary>
        ${markOf(outcome)}<span class="id">${id}</span><span class="name">${title}</span
        ><span class="how"
          >${outcome === "passed" ? html`<span class="sr">passed</span>` : wordOf(outcome)}</span
        ><span class="ms">${duration_ms !== null && durationText(duration_ms)}</span>
      </summary>
      ${renderBody(record, view)}
    </details>
  </li>`;
}

function renderBody(record: CriterionRecord, view: EvidenceView): Html {
  const { id, outcome, sections, reason, blocked_by, diagnosis } = record;
  const description = findCheck(id)?.description;
  return html`<div class="body">
    ${description && html`<p>${description}</p>`}
    ${diagnosis && html`<p><strong>${cut(diagnosis.summary, longest)}</strong></p>`}
    ${
      diagnosis?.cure &&
      html`<p class="cause-fix">
        <code>${[diagnosis.file, diagnosis.line].filter((part) => part !== null).join(":")}</code> →
        <strong>${cut(diagnosis.cure, longest)}</strong>
      </p>`
    }
    ${blocked_by !== null && html`<p>Blocked by ${linkTo(blocked_by)}</p>`}
    ${reason !== null && reason !== diagnosis?.summary && html`<pre>${view.reason(record)}</pre>`}
    ${view.evidence(record)}
    <p class="muted">
      Section ${sections.map((section) => `§${section}`).join(", ")} of the plan.
      ${outcome !== "not-built" && html`Repeat it: <code>npm run verify -- --check ${id}</code>`}
    </p>
  </div>`;
}
