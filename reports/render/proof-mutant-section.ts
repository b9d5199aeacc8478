// The random mutants as a part of the proof's page: each with its place, its change and what noticed it.
import { html, textOf } from "../sprint-page/html.ts";
import type { ProofMutant } from "../proof-mutation.ts";
import type { ProofResults } from "../proof-results.ts";
import { changeOf, mutantHeadings, mutantsInOrder, noticedText, placeOf } from "./proof-mutants.ts";

function row(mutant: ProofMutant) {
  const [before, after] = changeOf(mutant);
  return html`<tr>
    <td>${noticedText(mutant)}</td>
    <td>${placeOf(mutant)}</td>
    <td>${mutant.area}</td>
    <td><code>${before}</code></td>
    <td><code>${after}</code></td>
  </tr>`;
}

/** Empty for a proof that changed nothing at random. */
export function renderMutantSection({ mutation }: ProofResults): string {
  if (!mutation) return "";
  return textOf(
    html`<h2>Random mutants</h2>
      <div class="matrix" tabindex="0" role="region" aria-label="Random mutants">
        <table class="mutants">
          <thead>
            <tr>
              ${mutantHeadings.map((heading) => html`<th scope="col">${heading}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${mutantsInOrder(mutation).map(row)}
          </tbody>
        </table>
      </div>`,
  );
}
