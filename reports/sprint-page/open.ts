// What nobody judged, by what it would take to judge it.
import type { CriterionRecord } from "../result-types.ts";
import { whatItTakes } from "../what-it-takes.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { linkTo, plural } from "./words.ts";

const open = new Set(["not-verified", "not-built", "not-selected"]);

export function renderOpen({ file }: PageInput): Html {
  const records = file.criteria.filter(({ outcome }) => open.has(outcome));
  const groups = [...Map.groupBy(records, whatItTakes)].toSorted(([, a], [, b]) => b.length - a.length);
  return html`<section id="open" aria-labelledby="open-title">
    <h2 id="open-title">Not verified, and what it would take</h2>
    ${
      groups.length === 0
        ? html`<p class="card calm">
            <span class="mark good" aria-hidden="true">✓</span> Everything was judged.
          </p>`
        : html`<ul class="takes">
            ${groups.map(([takes, group]) => renderGroup(takes, group))}
          </ul>`
    }
  </section>`;
}

function renderGroup(takes: string, records: readonly CriterionRecord[]): Html {
  const reasons = [...new Set(records.map(({ reason, outcome }) => reason ?? outcome))];
  return html`<li class="card">
    <p><span class="pill open">${records.length}</span> <strong>${takes}</strong></p>
    ${reasons.map((reason) => html`<p class="muted">${reason}</p>`)}
    <details>
      <summary>${plural(records.length, "criterion", "criteria")}</summary>
      <span class="ids">${records.map(({ id }) => html`${linkTo(id)} `)}</span>
    </details>
  </li>`;
}
