// What Allure's page lacks at its head: it asks nobody, waits for its own data, and follows links into itself.
import type { ResultFile } from "../result-types.ts";
import { allureAnchor } from "./allure-id.ts";

/**
 * Allure's page tells a statistics service of whoever opens it, and has no option against that. All that it needs is
 * in the page or beside it.
 */
const policy = [
  "default-src 'self' data: blob:",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "style-src 'self' 'unsafe-inline' data:",
].join("; ");

/** The single page's program starts before the browser has read the data that stands below it, and looks elsewhere. */
const waiting = "<script>window.allureReportData = {}; window.allureReportDataReady = false;</script>";

/** How the link to what blocks a criterion reads. */
export const blockedBy = (id: string): string => `blocked by ${id}`;

/** Allure shows a link that leads to no web address as text. */
function followed({ criteria }: Pick<ResultFile, "criteria">): string {
  const blockers = new Set(criteria.flatMap(({ blocked_by }) => blocked_by ?? []));
  const anchors = Object.fromEntries([...blockers].map((id) => [blockedBy(id), allureAnchor(id)]));
  // The text may be anything: within a script nothing of it may look like markup.
  const data = JSON.stringify(anchors).replaceAll("<", String.raw`\u003c`);
  return `<script>{
  const anchors = new Map(Object.entries(${data}));
  const anchorOf = (event) =>
    anchors.get(event.target.closest?.('[data-testid="test-result-meta-link"]')?.textContent);
  document.addEventListener("click", (event) => {
    const anchor = anchorOf(event);
    if (anchor) location.hash = anchor;
  });
}</script><style>[data-testid="test-result-meta-link"] { cursor: pointer; }</style>`;
}

export interface OwnHead extends Pick<ResultFile, "criteria"> {
  readonly format: "file" | "folder";
}

/** @throws where Allure's page has no head any more. */
export function withOwnHead(page: string, { format, criteria }: OwnHead): string {
  const head = `<head><meta http-equiv="Content-Security-Policy" content="${policy}">${followed({ criteria })}`;
  const own = page.replace("<head>", () => (format === "file" ? head + waiting : head));
  if (own === page) throw new Error("Allure's page has no head to change");
  return own;
}
