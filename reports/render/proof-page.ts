// The proof as one page that opens from disk: the score, and the matrix fault × check.
import type { ProofFault, ProofResults } from "../proof-results.ts";
import { escapeHtml } from "./html.ts";
import { renderMutantSection } from "./proof-mutant-section.ts";
import { renderPathSection } from "./proof-path-section.ts";
import { proofStyle } from "./proof-style.ts";
import { scoreLines, verdictOf } from "./proof-wording.ts";

const checkOf = (id: string) => id.split("/", 1)[0] ?? id;

/** What a cell says: the criteria of one check that caught one fault. */
function cell(fault: ProofFault, check: string): string {
  const ids = fault.caught_by.filter((id) => checkOf(id) === check);
  const wanted = fault.intended.filter((id) => checkOf(id) === check);
  if (ids.length === 0 && wanted.length === 0) return "<td></td>";
  const isIntended = wanted.length > 0;
  const isMissed = wanted.some((id) => !ids.includes(id));
  const [kind, sign] = isMissed ? ["missed", "✗"] : isIntended ? ["intended", "●"] : ["other", "○"];
  const said = isMissed ? `must fail: ${wanted.join(", ")}` : ids.join(", ");
  return `<td class="${kind}" title="${escapeHtml(said)}">${sign}<span class="sr"> ${escapeHtml(said)}</span></td>`;
}

function row(fault: ProofFault, checks: readonly string[]): string {
  const { mark, text } = verdictOf(fault);
  const { diagnosis } = fault;
  const place = diagnosis?.file ? ` ${diagnosis.file}:${diagnosis.line ?? ""}` : "";
  const said = fault.error ?? `${diagnosis?.summary ?? "nothing was said"}${place}`;
  const cure = diagnosis?.cure ? ` → ${diagnosis.cure}` : "";
  return `<tr><th scope="row"><details><summary>${mark} ${escapeHtml(fault.id)}</summary><p>${escapeHtml(fault.title)} (${escapeHtml(fault.kind)}, §${fault.section}): ${escapeHtml(text)}.</p><p>Should name: ${escapeHtml(fault.expected)}</p><p>Said: ${escapeHtml(said + cure)}</p></details></th>${checks.map((check) => cell(fault, check)).join("")}</tr>`;
}

/** Columns are the checks that caught or had to catch something; empty where no fault was put back alone. */
function matrix({ faults }: ProofResults): string {
  if (faults.length === 0) return "";
  const ids = faults.flatMap(({ caught_by, intended }) => [...caught_by, ...intended]);
  const checks = [...new Set(ids.map(checkOf))].toSorted();
  const head = checks.map((check) => `<th scope="col"><span>${escapeHtml(check)}</span></th>`);
  return `<p>● caught by a criterion that must catch it · ○ by another one · ✗ missed by one that must catch it. A fault opens to what was said of it.</p>
<div class="matrix" tabindex="0" role="region" aria-label="Faults and the checks that caught them"><table class="faults">
<thead><tr><th scope="col">Fault</th>${head.join("")}</tr></thead>
<tbody>${faults.map((fault) => row(fault, checks)).join("\n")}</tbody>
</table></div>`;
}

export function renderProofPage(results: ProofResults): string {
  const { commit, started_at, runtime, not_run } = results;
  const score = scoreLines(results).map(
    ([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const left = not_run.map(({ id, reason }) => `<li>${escapeHtml(`${id}: ${reason}`)}</li>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Proof</title><style>${proofStyle}</style></head>
<body><main>
<h1>Proof: every known fault, put back</h1>
<p>${escapeHtml(`${started_at}, ${runtime}, ${commit ?? "no commit"}`)}</p>
<dl>${score.join("")}</dl>
${renderPathSection(results)}
${renderMutantSection(results)}
${matrix(results)}
${left.length === 0 ? "" : `<h2>Left out</h2><ul>${left.join("")}</ul>`}
</main></body></html>
`;
}
