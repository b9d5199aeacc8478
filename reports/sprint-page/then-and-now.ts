// The plan's starting figures beside today's.
import baseline from "../baseline.json" with { type: "json" };
import { fractionText, percentText } from "../render/wording.ts";
import type { SideResults } from "../side-results.ts";
import { type FigureToday, figuresToday } from "../starting-figures.ts";
import { fraction } from "../tally.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { stateOf } from "./words.ts";

export function renderThenAndNow({ file, side }: PageInput): Html {
  return html`<section id="then" aria-labelledby="then-title">
    <h2 id="then-title">Then and now</h2>
    <div class="card scroll" tabindex="0" role="region" aria-label="Starting figures and today">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">The plan, ${baseline.date}</th>
            <th scope="col">This run</th>
          </tr>
        </thead>
        <tbody>
          ${figuresToday(file).map(
            (figure) =>
              html`<tr>
                <th scope="row">${figure.subject}</th>
                <td>${figure.atStart}</td>
                <td>${renderToday(figure)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${renderPutBack(side)} ${renderCategories()}
  </section>`;
}

/** The start, counted by another harness, beside the same counted by this one. */
function renderPutBack({ proof }: SideResults): Html | false {
  const broken = proof?.baseline?.broken;
  if (broken === undefined || broken.error !== null) return false;
  return html`<p>
    With ${broken.broken} faults put back at once, all that the plan found broken, this catalogue passes
    <strong>${fractionText(broken.rate)}</strong>; the ${baseline.percent}% of the plan were counted by
    another harness.
  </p>`;
}

function renderToday({ passed, of, judged }: FigureToday): Html {
  if (judged === 0) return html`${stateOf("not-verified")} <span class="muted">0 of ${of}</span>`;
  return html`<strong>${percentText(fraction(passed, of).percent)}</strong>
    <span class="muted">${passed} of ${of} passed</span>`;
}

function renderCategories(): Html {
  return html`<details class="more">
    <summary>The ${baseline.of} tests of the start, by category</summary>
    <p class="muted">${baseline.note}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Category</th>
          <th scope="col">Passed</th>
          <th scope="col">Failed</th>
          <th scope="col">Skipped</th>
        </tr>
      </thead>
      <tbody>
        ${baseline.categories.map(
          ({ category, passed, failed, skipped }) =>
            html`<tr>
              <th scope="row">${category}</th>
              <td>${passed}</td>
              <td>${failed}</td>
              <td>${skipped}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
