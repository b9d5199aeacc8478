// reports/out/index.html: where the sprint stands, as one file that needs no network and runs nothing but its own script.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { commitsBetween } from "../commits-between.ts";
import { kindOf } from "../compare-results.ts";
import { percentText } from "../render/wording.ts";
import { renderCauses } from "./causes.ts";
import { renderChanges } from "./changes.ts";
import { renderCriteria } from "./criteria-list.ts";
import { renderHeatMap } from "./heat-map.ts";
import { renderHero } from "./hero.ts";
import { type Html, html, textOf, trusted } from "./html.ts";
import { renderOpen } from "./open.ts";
import { renderPageData } from "./page-data.ts";
import type { PageInput } from "./page-input.ts";
import { renderPlan } from "./plan-cards.ts";
import { renderThenAndNow } from "./then-and-now.ts";
import { renderTrend } from "./trend.ts";
import { renderTrust } from "./trust.ts";
import { timeText } from "./words.ts";

const asset = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

const chapters = [
  ["causes", "Causes"],
  ["changes", "Changes"],
  ["plan", "Plan"],
  ["burn-up", "Burn-up"],
  ["map", "Map"],
  ["open", "Not verified"],
  ["trust", "Trust"],
  ["then", "Then"],
  ["criteria", "Criteria"],
] as const;

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%233f56d6'/%3E%3Cpath d='M4 8.5l3 3 5-7' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

export function renderSprintPage(input: PageInput): string {
  const script = [kindOf, commitsBetween].map(String).join("\n") + asset("page.js");
  const head = renderHead(input, script);
  return `<!doctype html>\n${textOf(
    html`<html lang="en">
      ${head}${renderBody(input, script)}
    </html>`,
  )}\n`;
}

/** Whatever might slip through as markup may still not run, load or send anything. */
function policyFor(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

function renderHead({ file }: PageInput, script: string): Html {
  const { strict } = file.pass_rate;
  const title = strict === null ? "Partial run" : percentText(strict.percent);
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policyFor(script)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · PyAirtable sprint</title>
    <link rel="icon" href="${icon}" />
    <style>
      ${trusted(asset("page.css"))}
    </style>
  </head>`;
}

function renderBody(input: PageInput, script: string): Html {
  return html`<body>
    <a class="skip" href="#main">Skip to the verdict</a>
    <header>
      <h1>PyAirtable <span>sprint</span></h1>
      <nav aria-label="Chapters">${chapters.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav>
      <button type="button" id="theme" hidden>Theme: system</button>
    </header>
    <main id="main" tabindex="-1">
      ${renderNotices(input)} ${renderHero(input)} ${renderCauses(input)} ${renderChanges(input)}
      ${renderPlan(input)} ${renderTrend(input)} ${renderHeatMap(input)} ${renderOpen(input)}
      ${renderTrust(input)} ${renderThenAndNow(input)} ${renderCriteria(input)}
    </main>
    <footer class="muted">
      Run ${input.file.run.id}, ${timeText(input.file.run.started_at)}. Beside this page: pass-rate.json,
      summary.md, junit.xml, history.jsonl.
    </footer>
    ${renderPageData(input)} ${trusted(`<script>${script}</script>`)}
  </body>`;
}

function renderNotices({ notices }: PageInput): Html | false {
  if (notices.length === 0) return false;
  return html`<div class="card notices" role="note">
    <strong>What this page had to leave out</strong>
    <ul>
      ${notices.map((notice) => html`<li>${notice}</li>`)}
    </ul>
  </div>`;
}
