// The burn-up and the time to verdict over the runs that the history knows, as pictures and as one table.
import { type HistoryRun, rateOf } from "../history.ts";
import { percentText } from "../render/wording.ts";
import { type Html, html } from "./html.ts";
import { type LineSeries, renderLineChart } from "./line-chart.ts";
import { type PageInput, runsOf } from "./page-input.ts";
import { durationText, medianMs } from "./timing.ts";
import { commitText, plural, timeText } from "./words.ts";

const start = "start";

/** A line for each runtime: what one can judge, another cannot, and a line through both would only zigzag. */
function seriesBy(runs: readonly HistoryRun[], value: (run: HistoryRun) => number | null): LineSeries[] {
  return [...new Set(runs.map(({ runtime }) => runtime))].map((name) => ({
    name,
    values: [null, ...runs.map((run) => (run.runtime === name ? value(run) : null))],
  }));
}

const categoriesOf = (runs: readonly HistoryRun[]) => [
  start,
  ...runs.map(({ started_at }) => timeText(started_at).replace(/ \d{4},.*/u, "")),
];

const legend = (series: readonly LineSeries[]) =>
  html`<ul class="legend">
    ${series.map(({ name }, index) => html`<li class="series-${(index % 4) + 1}">${name}</li>`)}
  </ul>`;

export function renderTrend(input: PageInput): Html {
  const runs = runsOf(input);
  return html`<section id="burn-up" aria-labelledby="burn-up-title">
    <h2 id="burn-up-title">Burn-up <span class="count">${plural(runs.length, "run")}</span></h2>
    <div class="card">${renderBurnUp(input, runs)} ${renderTable(runs)}</div>
    <h2 id="time">Time to verdict</h2>
    <div class="card">${renderTimes(input, runs)}</div>
  </section>`;
}

function renderBurnUp({ file: { goal } }: PageInput, runs: readonly HistoryRun[]): Html {
  const series = seriesBy(runs, (run) => rateOf(run).percent);
  const [from, to] = goal.week1_percent;
  const last = runs.at(-1);
  const chart = renderLineChart({
    label: `Pass rate over ${plural(runs.length, "run")}, from ${goal.start_percent}% at the start to ${percentText(last ? rateOf(last).percent : null)} now. The table below has every number.`,
    categories: categoriesOf(runs),
    series: [...series],
    max: 100,
    interval: 20,
    format: (value) => `${value}%`,
    lines: [
      { at: goal.start_percent, name: `start ${goal.start_percent}%`, dashed: true },
      { at: goal.week2_percent, name: `week 2: ${goal.week2_percent}%` },
    ],
    band: { from, to, name: `week 1: ${from}–${to}%` },
  });
  return html`${chart} ${legend(series)}`;
}

function renderTimes({ file, past }: PageInput, runs: readonly HistoryRun[]): Html {
  const { duration_ms, runtime } = file.run;
  const usual = medianMs(past, runtime);
  const sentence =
    usual === undefined
      ? `This run took ${durationText(duration_ms)}; the history knows no other on ${runtime}.`
      : `This run took ${durationText(duration_ms)}; the last ones on ${runtime} usually took ${durationText(usual)}.`;
  if (runs.length < 2) return html`<p class="calm">${sentence}</p>`;
  const isLong = runs.some((run) => run.duration_ms > 90_000);
  const [unit, name] = isLong ? [60_000, "min"] : [1000, "s"];
  const series = seriesBy(runs, (run) => Math.round((run.duration_ms / unit) * 100) / 100);
  const chart = renderLineChart({
    label: `Time to verdict of ${plural(runs.length, "run")}. ${sentence}`,
    categories: categoriesOf(runs),
    series,
    format: (value) => `${value} ${name}`,
  });
  return html`<p>${sentence}</p>
    ${chart} ${legend(series)}`;
}

function renderTable(runs: readonly HistoryRun[]): Html {
  const rows = runs.toReversed().map((run) => {
    const { passed, of, percent } = rateOf(run);
    return html`<tr>
      <th scope="row">${timeText(run.started_at)}</th>
      <td>${percentText(percent)}</td>
      <td>${passed} of ${of}</td>
      <td>${run.green ? "✓ green" : "✗ not green"}</td>
      <td>${run.runtime}</td>
      <td><code>${commitText(run.commit, run.dirty)}</code></td>
      <td>${durationText(run.duration_ms)}</td>
    </tr> `;
  });
  return html`<details class="more">
    <summary>Every run as a table</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Every run">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Pass rate</th>
            <th scope="col">Passed</th>
            <th scope="col">Verdict</th>
            <th scope="col">Runtime</th>
            <th scope="col">Commit</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}
