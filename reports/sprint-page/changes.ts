// What changed since the last run; the page's script fills the same place for a run that the reader chooses.
import { type Commit, commitsBetween } from "../commits-between.ts";
import { type ChangeKind, compareResults } from "../compare-results.ts";
import { comparableOf, type HistoryRun, rateOf } from "../history.ts";
import { percentText } from "../render/wording.ts";
import { type Html, html } from "./html.ts";
import { lastRunBefore, type PageInput } from "./page-input.ts";
import { commitText, linkTo, plural, timeText } from "./words.ts";

/** In the order in which they matter. */
export const changeWords: Readonly<Record<ChangeKind, string>> = {
  "newly-failing": "Newly failing",
  "newly-passing": "Newly passing",
  unjudged: "No longer judged",
  added: "New in the catalogue",
  removed: "No longer in the catalogue",
};

export function renderChanges(input: PageInput): Html {
  const last = lastRunBefore(input);
  return html`<section id="changes" aria-labelledby="changes-title">
    <h2 id="changes-title">What changed</h2>
    ${
      last === undefined
        ? html`<p class="card calm">
            This is the first run that the history knows. The next one is compared with it.
          </p>`
        : html`<div class="card">
            ${renderChoice(input, last)}
            <div id="changes-since" aria-live="polite">${renderSince(input, last)}</div>
          </div>`
    }
  </section>`;
}

function runLabel(run: HistoryRun): string {
  const rate = percentText(rateOf(run).percent);
  return `${timeText(run.started_at)} · ${rate} · ${run.runtime} · ${commitText(run.commit, run.dirty)}`;
}

function renderChoice({ past }: PageInput, last: HistoryRun): Html {
  return html`<label class="choice">
    <span>Since the run of</span>
    <select id="since">
      ${past
        .toReversed()
        .map(
          (run) =>
            html`<option value="${run.id}" ${run.id === last.id && html`selected`}>${runLabel(run)}</option>`,
        )}
    </select>
  </label>`;
}

function renderSince({ file, commits }: PageInput, last: HistoryRun): Html {
  // What a partial run left out has not changed: nobody looked.
  const changes = compareResults(comparableOf(last), file).changes.filter(
    ({ after }) => after !== "not-selected",
  );
  const groups = (Object.keys(changeWords) as ChangeKind[])
    .map((kind) => ({ kind, ids: changes.filter((change) => change.kind === kind).map(({ id }) => id) }))
    .filter(({ ids }) => ids.length > 0);
  const present = new Set(file.criteria.map(({ id }) => id));
  return html`
    ${groups.length === 0 && html`<p class="calm">No criterion changed.</p>`}
    <div class="change-groups">${groups.map(({ kind, ids }) => renderGroup(kind, ids, present))}</div>
    ${renderCommits(last, commitsBetween(commits, last.commit, file.run.commit), file.run.commit)}
  `;
}

function renderGroup(kind: ChangeKind, ids: readonly string[], present: ReadonlySet<string>): Html {
  return html`<div class="change ${kind}">
    <h3>${changeWords[kind]} <span class="count">${ids.length}</span></h3>
    <ul class="ids">
      ${ids.map((id) => html`<li>${present.has(id) ? linkTo(id) : id}</li>`)}
    </ul>
  </div>`;
}

function renderCommits(last: HistoryRun, between: readonly Commit[] | undefined, now: string | null): Html {
  if (last.commit !== null && last.commit === now)
    return html`<p class="muted">Both runs judged the same commit.</p>`;
  if (between === undefined)
    return html`<p class="muted">
      Which commits lie between is not known: this clone does not have ${commitText(last.commit, false)}.
    </p>`;
  if (between.length === 0) return html`<p class="muted">No commit lies between that is not in both.</p>`;
  return html`<details class="commits" ${between.length <= 12 && "open"}>
    <summary>${plural(between.length, "commit")} between</summary>
    <ol>
      ${between.map(({ hash, subject }) => html`<li><code>${hash.slice(0, 9)}</code> ${subject}</li>`)}
    </ol>
  </details>`;
}
