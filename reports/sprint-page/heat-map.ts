// Sections of the plan by services: where the system stands, cell by cell; a cell leads to its criteria.
import type { CriterionRecord } from "../result-types.ts";
import { planSections } from "../sections.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { markOf, type State, toneOf } from "./words.ts";

const system = "the system";

export function renderHeatMap({ file: { criteria } }: PageInput): Html {
  const columns = [system, ...new Set(criteria.flatMap(({ service }) => service ?? []))];
  const bySection = Map.groupBy(criteria, ({ section }) => section);
  return html`<section id="map" aria-labelledby="map-title">
    <h2 id="map-title">By section and service</h2>
    <div class="card scroll" tabindex="0" role="region" aria-label="Sections by services">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">Section of the plan</th>
            ${[...columns, "all"].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${planSections.map(({ section, title }) => {
            const records = bySection.get(section);
            return (
              records && renderRow({ title: `§${section} ${title}`, filter: `§${section}`, records }, columns)
            );
          })}
        </tbody>
        <tfoot>
          ${renderRow({ title: "All sections", filter: "", records: criteria }, columns)}
        </tfoot>
      </table>
    </div>
    <p class="key muted">
      ${markOf("passed")} all passed ${markOf("failed")} something broke ${markOf("blocked")} only blocked
      ${markOf("not-verified")} something not judged. A criterion counts in the first of its sections.
    </p>
  </section>`;
}

interface Row {
  readonly title: string;
  /** As the filter of the list of criteria understands it. */
  readonly filter: string;
  readonly records: readonly CriterionRecord[];
}

function renderRow({ title, filter, records }: Row, columns: readonly string[]): Html {
  const cells = columns.map((name) => {
    const token = name === system ? "@system" : `@${name}`;
    const mine = records.filter(({ service }) => (service ?? system) === name);
    return renderCell(`${filter} ${token}`.trim(), mine);
  });
  return html`<tr>
    <th scope="row">${title}</th>
    ${cells} ${renderCell(filter, records)}
  </tr>`;
}

/** The worst of a cell says how it looks. */
function worstOf(records: readonly CriterionRecord[]): State {
  const has = (...states: readonly State[]) => records.some(({ outcome }) => states.includes(outcome));
  if (has("failed", "error", "flaky")) return "failed";
  if (has("blocked")) return "blocked";
  return has("not-verified", "not-built", "not-selected") ? "not-verified" : "passed";
}

function renderCell(filter: string, records: readonly CriterionRecord[]): Html {
  if (records.length === 0) return html`<td class="none"><span class="sr">no criterion</span></td>`;
  const worst = worstOf(records);
  const passed = records.filter(({ outcome }) => outcome === "passed").length;
  return html`<td class="cell ${toneOf(worst)}">
    <a href="#criteria" data-filter="${filter}"
      >${markOf(worst)}<span class="sr">${worst.replace("-", " ")}, </span>${passed}<span class="of"
        >/${records.length}</span
      ></a
    >
  </td>`;
}
