// Shows what a check saw, within a share of the page's size: much of what broke, the outlines of what passed.
import type { CriterionRecord } from "../result-types.ts";
import { type Html, html, textOf } from "./html.ts";
import { cut, plural } from "./words.ts";

type Item = CriterionRecord["evidence"][number];

export interface EvidenceView {
  readonly reason: (record: CriterionRecord) => string;
  readonly evidence: (record: CriterionRecord) => Html | false;
}

// Characters of markup for all criteria together: the page stays under a megabyte whatever a run has seen.
const forAll = 920_000;
/** What one takes without evidence: its row, its details, its part of 500 runs. */
const forOneAlone = 3000;
const leastForBroken = 60_000;
const forTheRest = 120_000;
const mostForOne = 30_000;
const longestDetail = 4000;
const longestSummary = 400;
const leastReason = 200;

/** `criteria` are all of the page, which share its room. */
export function createEvidenceView(criteria: readonly CriterionRecord[]): EvidenceView {
  const broken = criteria.filter(isBroken).length;
  const forBroken = Math.max(forAll - forOneAlone * criteria.length, leastForBroken);
  const shareOf = (record: CriterionRecord) => {
    const share = isBroken(record) ? forBroken / broken : forTheRest / (criteria.length - broken);
    return Math.min(share, mostForOne);
  };
  return {
    reason: (record) => cut(record.reason ?? "", Math.max(shareOf(record) / 3, leastReason)),
    evidence: (record) => renderEvidence(record, (shareOf(record) * 2) / 3),
  };
}

const isBroken = ({ outcome }: CriterionRecord) => ["failed", "blocked", "error", "flaky"].includes(outcome);

function renderEvidence(record: CriterionRecord, room: number): Html | false {
  const { evidence } = record;
  const [first] = evidence;
  if (first === undefined) return false;
  const shown: Html[] = [];
  let left = room;
  for (const item of evidence) {
    const full = renderItem(item, first.at, isBroken(record));
    const outline = renderItem(item, first.at, false);
    const fitting = [full, outline].find((markup) => textOf(markup).length <= left);
    if (fitting === undefined) break;
    left -= textOf(fitting).length;
    shown.push(fitting);
  }
  const hidden = evidence.length - shown.length;
  return html`<ol class="evidence">
      ${shown}
    </ol>
    ${hidden > 0 && html`<p class="muted">${plural(hidden, "more item")} in pass-rate.json.</p>`}`;
}

function renderItem({ kind, service, summary, detail, at }: Item, since: number, withDetail: boolean): Html {
  const after = `+${Math.max(0, at - since)} ms`;
  return html`<li>
    <span class="kind">${kind}</span> <span class="muted">${service} ${after}</span>
    <code>${cut(summary, longestSummary)}</code>
    ${
      withDetail &&
      detail !== null &&
      html`<details>
        <summary>detail</summary>
        <pre>
${cut(typeof detail === "string" ? detail : JSON.stringify(detail, null, 2), longestDetail)}</pre>
      </details>`
    }
  </li>`;
}
