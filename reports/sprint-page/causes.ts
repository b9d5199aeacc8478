// Root causes first: what is wrong, where to change what, and what it takes down with it.
import { type RootCause, rootCauses } from "../root-causes.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { cut, linkTo, markOf, plural, wordOf } from "./words.ts";

const shown = 12;
// The whole stands with the criterion, and in pass-rate.json.
const longest = 500;

export function renderCauses({ file }: PageInput): Html {
  const causes = rootCauses(file);
  const rest = causes.slice(shown);
  return html`<section id="causes" aria-labelledby="causes-title">
    <h2 id="causes-title">Root causes</h2>
    ${
      causes.length === 0
        ? html`<p class="card calm">
            <span class="mark good" aria-hidden="true">✓</span> Nothing that was judged is broken.
          </p>`
        : html`<ol class="causes">
            ${causes.slice(0, shown).map(renderCause)}
          </ol>`
    }
    ${
      rest.length > 0 &&
      html`<details class="more">
        <summary>${plural(rest.length, "more root cause")}</summary>
        <ol class="causes" start="${shown + 1}">
          ${rest.map(renderCause)}
        </ol>
      </details>`
    }
  </section>`;
}

function renderCause({ record, summary, place, cure, also, blocks }: RootCause): Html {
  return html`<li class="card cause">
    <p class="cause-head">
      ${markOf(record.outcome)} ${linkTo(record.id)} ${record.outcome !== "failed" && wordOf(record.outcome)}
      ${blocks.length > 0 && html`<span class="pill warn">blocks ${blocks.length}</span>`}
    </p>
    <p class="cause-what">${cut(summary, longest)}</p>
    ${
      (place ?? cure) !== undefined &&
      html`<p class="cause-fix">
        ${place !== undefined && html`<code>${place}</code>`}
        ${cure !== undefined && html`→ <strong>${cut(cure, longest)}</strong>`}
      </p>`
    }
    ${renderIds("Also behind", also)} ${renderIds("Blocks", blocks)}
  </li>`;
}

function renderIds(heading: string, ids: readonly string[]): Html | false {
  if (ids.length === 0) return false;
  const links = html`<span class="ids">${ids.map((id) => html`${linkTo(id)} `)}</span>`;
  if (ids.length <= 6) return html`<p class="also"><span class="muted">${heading}</span> ${links}</p>`;
  return html`<details class="also">
    <summary>${heading} ${plural(ids.length, "criterion", "criteria")}</summary>
    ${links}
  </details>`;
}
