// The verdict of a run as one page for a pull request: the summary, what changed, and where the reports are.
import type { Comparison } from "../compare-results.ts";
import type { GateVerdict } from "../gate.ts";
import type { ResultFile } from "../result-types.ts";
import { renderChanges } from "./changes.ts";
import { renderSummary } from "./summary.ts";

export interface PullRequestPage {
  readonly file: ResultFile;
  readonly gate: GateVerdict;
  /** Undefined where the base branch has no results yet. */
  readonly comparison: Comparison | undefined;
  /** Where the run and its reports are. */
  readonly link: string | undefined;
}

/** Ends with a newline. */
export function renderPullRequest({ file, gate, comparison, link }: PullRequestPage): string {
  const reports = link === undefined ? [] : [`[All reports of this run](${link})\n`];
  return [renderSummary(file, gate), renderChanges(comparison), ...reports].join("\n");
}

/** The longest body of a comment that GitHub takes, in characters. */
const longestBody = 65_536;
const cutNote = "\n\n… cut here: the reports of the run have all of it.\n";

/**
 * A comment's body: what a result file says may come from a stranger's branch, so it names nobody to be notified,
 * and it is no longer than GitHub takes.
 */
export function commentBody(page: string, marker: string): string {
  // A zero-width space behind the sign: the text reads the same, and is no mention any more.
  const quiet = page.replaceAll(/@(?=[\w-])/gu, "@\u200B");
  const body = `${marker}\n${quiet}`;
  if (body.length <= longestBody) return body;
  return body.slice(0, longestBody - cutNote.length).replace(/\n[^\n]*$/u, "") + cutNote;
}
