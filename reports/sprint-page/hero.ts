// The top of the page, for ten seconds: the verdict, the pass rate, and where it stands between start and goal.
import baseline from "../baseline.json" with { type: "json" };
import type { ResultFile } from "../result-types.ts";
import { percentText, runText } from "../render/wording.ts";
import { type Html, html } from "./html.ts";
import type { PageInput } from "./page-input.ts";
import { renderTiles } from "./tiles.ts";
import { plural, timeText } from "./words.ts";

export function renderHero(input: PageInput): Html {
  const { file, gate } = input;
  return html`<section class="hero" aria-labelledby="verdict">
    <div class="card headline">
      ${renderVerdict(input)} ${renderNumber(file)} ${renderLadder(file)}
      <p class="distance">${distanceText(file)}</p>
      <ul class="sentences">
        ${gate.sentences.map(
          ({ held, text }) =>
            html`<li class="${held ? "good" : "bad"}">
              <span aria-hidden="true">${held ? "✓" : "✗"}</span> ${text}
            </li>`,
        )}
        ${file.faults.map((fault) => html`<li class="bad"><span aria-hidden="true">!</span> ${fault}</li>`)}
      </ul>
      <p class="muted">${timeText(file.run.started_at)} · ${runText(file.run)}</p>
    </div>
    ${renderTiles(input)}
  </section>`;
}

function renderVerdict({ file, gate }: PageInput): Html {
  const { totals } = file;
  const broken = totals.failed + totals.error + totals.flaky;
  const [tone, mark, words] = file.green
    ? ["good", "✓", "Green: everything that was judged passed"]
    : broken + totals.blocked > 0
      ? [
          "bad",
          "✗",
          `${plural(broken, "criterion", "criteria")} broken${totals.blocked > 0 ? `, ${totals.blocked} blocked` : ""}`,
        ]
      : gate.held
        ? ["open", "?", "Nothing broken, but not to be called green"]
        : ["bad", "✗", "The gate did not hold"];
  return html`<p class="verdict ${tone}" id="verdict"><span aria-hidden="true">${mark}</span> ${words}</p>`;
}

function renderNumber({ pass_rate: { strict, of_verified } }: ResultFile): Html {
  const judged = html`<strong>${percentText(of_verified.percent)}</strong> of the ${of_verified.of} that were
    judged`;
  if (strict === null)
    return html`<p class="number">Partial run</p>
      <p class="fraction">
        ${of_verified.passed} of ${of_verified.of} selected criteria passed; only a whole run has a pass rate
      </p>`;
  return html`<p class="number">${percentText(strict.percent)}</p>
    <p class="fraction">
      <strong>${strict.passed} of ${strict.of}</strong> acceptance criteria passed · ${judged}
    </p>`;
}

const at = (percent: number) => `left:${percent}%`;

/** Where the plan began, its two goals, and today, on one line from 0 to 100%. */
function renderLadder({ pass_rate: { strict }, goal }: ResultFile): Html {
  const [low, high] = goal.week1_percent;
  const today = strict?.percent ?? 0;
  const label = `Pass rate ${percentText(strict?.percent ?? null)}. The plan began at ${goal.start_percent}%; the goal of week 1 is ${low} to ${high}%, of week 2 ${goal.week2_percent}%.`;
  return html`<div class="ladder" role="img" aria-label="${label}">
    <div class="rail">
      <div class="band" style="left:${low}%;width:${high - low}%"></div>
      <div class="fill" style="width:${today}%"></div>
      <i style="${at(goal.start_percent)}"></i><i class="goal" style="${at(goal.week2_percent)}"></i>
    </div>
    <span style="${at(goal.start_percent)}"><b>${goal.start_percent}%</b> start</span>
    <span style="${at((low + high) / 2)}"><b>${low}–${high}%</b> week 1</span>
    <span style="${at(goal.week2_percent)}"><b>${goal.week2_percent}%</b> week 2</span>
  </div>`;
}

function distanceText({ pass_rate: { strict }, goal }: ResultFile): string {
  if (strict === null) return "";
  const [low] = goal.week1_percent;
  const missing = (percent: number) => Math.ceil((percent * strict.of) / 100) - strict.passed;
  const since = `it began at ${baseline.percent}% (${baseline.passed} of ${baseline.of}, ${baseline.date})`;
  if (missing(goal.week2_percent) <= 0) return `The goal of ${goal.week2_percent}% is reached; ${since}.`;
  const more = `${plural(missing(goal.week2_percent), "more criterion", "more criteria")} to the goal of ${goal.week2_percent}%`;
  const week1 = missing(low) <= 0 ? "week 1's goal is reached" : `${missing(low)} to the ${low}% of week 1`;
  return `${more}, ${week1}; ${since}.`;
}
