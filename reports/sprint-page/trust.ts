// How far the numbers can be trusted: flakes told from history, the proof's score, the contracts between services.
import { type FlakeRate, flakeRateOf } from "../flake-rate.ts";
import type { Contracts, Proof } from "../side-results.ts";
import { type Html, html } from "./html.ts";
import { type PageInput, runsOf } from "./page-input.ts";
import { commitText, linkTo, plural, stateOf } from "./words.ts";

export function renderTrust(input: PageInput): Html {
  const { proof, contracts } = input.side;
  const { commit } = input.file.run;
  return html`<section id="trust" aria-labelledby="trust-title">
    <h2 id="trust-title">How far to trust it</h2>
    <div class="columns">${renderFlakes(flakeRateOf(runsOf(input)))} ${renderProof(proof, commit)}</div>
    ${contracts && renderContracts(contracts, commit)}
  </section>`;
}

function renderFlakes({ repeats, compared, changed, criteria }: FlakeRate): Html {
  const shown = criteria.slice(0, 10);
  return html`<div class="card">
    <h3>Flake rate</h3>
    ${
      repeats === 0
        ? html`<p>No commit was judged twice on one runtime yet, so nothing is known of flakes.</p>`
        : html`<p>
              <strong class="big">${((changed / Math.max(compared, 1)) * 100).toFixed(2)}%</strong>
              ${changed.toLocaleString("en")} of ${compared.toLocaleString("en")} judgements came out
              differently although the code was the same, over ${plural(repeats, "repeat")}.
            </p>
            <ul class="ids">
              ${shown.map(({ id, changes }) => html`<li>${linkTo(id)} <span class="muted">changed ${plural(changes, "time")}</span></li>`)}
              ${criteria.length > shown.length && html`<li class="muted">and ${criteria.length - shown.length} more</li>`}
            </ul>`
    }
  </div>`;
}

const ofAnother = (theirs: string | null, ours: string | null) =>
  theirs !== ours &&
  html`<p class="muted">Of another commit than this run: ${commitText(theirs, false)}.</p>`;

function renderProof(proof: Proof | undefined, commit: string | null): Html {
  if (proof === undefined)
    return html`<div class="card">
      <h3>Proof</h3>
      <p>
        No proof lies beside this run: <code>npm run prove</code> puts known faults back and sees them caught.
      </p>
    </div>`;
  const { caught, by_intended, diagnosed, total } = proof.score;
  if (total === 0)
    return html`<div class="card">
      <h3>Proof</h3>
      <p>
        The proof beside this run put no fault back alone; the faults that the plan found are told
        <a href="#then">below</a>.
      </p>
    </div>`;
  return html`<div class="card">
    <h3>Proof</h3>
    <p>
      <strong class="big">${caught} of ${total}</strong> faults that were put back were caught: ${by_intended}
      by the criteria meant for them, ${diagnosed} with the true cause named. The control run was
      ${proof.control.clean ? "clean" : "not clean"}.
    </p>
    ${ofAnother(proof.commit, commit)}
  </div>`;
}

function renderContracts({ edges, commit: theirs }: Contracts, commit: string | null): Html {
  const passed = edges.filter(({ verdict }) => verdict === "passed").length;
  return html`<div class="card">
    <h3>Contracts <span class="count">${passed} of ${edges.length} hold</span></h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Contracts">
      <table>
        <thead>
          <tr>
            <th scope="col">Consumer</th>
            <th scope="col">Provider</th>
            <th scope="col">Verdict</th>
            <th scope="col">Interactions</th>
          </tr>
        </thead>
        <tbody>
          ${edges.map(
            ({ consumer, provider, verdict, interactions }) =>
              html`<tr>
                <th scope="row">${consumer}</th>
                <td>${provider}</td>
                <td>${stateOf(verdict)}</td>
                <td>
                  ${interactions.filter(({ outcome }) => outcome === "passed").length} of
                  ${interactions.length}
                  ${interactions
                    .filter(({ outcome }) => outcome === "failed")
                    .map(
                      ({ description, failure }) =>
                        html`<br /><span class="bad">✗ ${description}: ${failure}</span>`,
                    )}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${ofAnother(theirs, commit)}
  </div>`;
}
