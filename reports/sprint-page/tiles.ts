// The six numbers beside the pass rate, each a link to where it comes from.
import { flakeRateOf } from "../flake-rate.ts";
import type { ResultFile } from "../result-types.ts";
import { rootCauses } from "../root-causes.ts";
import { type Html, html } from "./html.ts";
import { type PageInput, runsOf } from "./page-input.ts";
import { durationText, medianMs } from "./timing.ts";
import { plural } from "./words.ts";

interface Tile {
  readonly title: string;
  readonly value: string;
  readonly note: string;
  readonly href: string;
  readonly tone?: "good" | "bad" | "open";
}

export function renderTiles(input: PageInput): Html {
  const tiles = [
    causesTile(input.file),
    planTile(input.file, "task", "Tasks met"),
    planTile(input.file, "gate", "Quality gates met"),
    openTile(input.file),
    timeTile(input),
    trustTile(input),
  ];
  return html`<ul class="tiles">
    ${tiles.map(
      ({ title, value, note, href, tone = "open" }) =>
        html`<li>
          <a class="card tile ${tone}" href="${href}">
            <span class="title">${title}</span><span class="value">${value}</span
            ><span class="note">${note}</span>
          </a>
        </li>`,
    )}
  </ul>`;
}

function causesTile(file: ResultFile): Tile {
  const causes = rootCauses(file).length;
  return {
    title: "Root causes",
    value: String(causes),
    note:
      causes === 0 ? "nothing to mend" : `${plural(file.totals.blocked, "criterion", "criteria")} blocked`,
    href: "#causes",
    tone: causes === 0 ? "good" : "bad",
  };
}

function planTile({ plan }: ResultFile, kind: "task" | "gate", title: string): Tile {
  const lines = plan.filter((line) => line.kind === kind);
  const count = (outcome: string) => lines.filter((line) => line.outcome === outcome).length;
  const rest = [
    [count("not-met"), "not met"],
    [count("not-verified"), "not verified"],
  ] as const;
  return {
    title,
    value: `${count("met")} of ${lines.length}`,
    note:
      rest
        .filter(([number]) => number > 0)
        .map(([number, words]) => `${number} ${words}`)
        .join(", ") || "all of them",
    href: "#plan",
    tone: count("not-met") > 0 ? "bad" : count("met") === lines.length ? "good" : "open",
  };
}

function openTile({ totals }: ResultFile): Tile {
  const open = totals.not_verified + totals.not_built + totals.not_selected;
  return {
    title: "Not verified",
    value: String(open),
    note: open === 0 ? "everything was judged" : "count against the pass rate",
    href: "#open",
    tone: open === 0 ? "good" : "open",
  };
}

function timeTile(input: PageInput): Tile {
  const { run } = input.file;
  const usual = medianMs(input.past, run.runtime);
  const note = usual === undefined ? `on ${run.runtime}` : `usually ${durationText(usual)} on ${run.runtime}`;
  return { title: "Time to verdict", value: durationText(run.duration_ms), note, href: "#time" };
}

function trustTile(input: PageInput): Tile {
  const { proof } = input.side;
  if (proof && proof.score.total > 0) {
    const { caught, total } = proof.score;
    const note = `faults put back, ${caught === total ? "all" : caught} caught`;
    return {
      title: "Proof score",
      value: `${caught} of ${total}`,
      note,
      href: "#trust",
      tone: caught === total && proof.control.clean ? "good" : "bad",
    };
  }
  const { compared, changed, repeats } = flakeRateOf(runsOf(input));
  const value = compared === 0 ? "–" : `${((changed / compared) * 100).toFixed(2)}%`;
  const note = compared === 0 ? "no commit ran twice yet" : `over ${plural(repeats, "repeat")}`;
  return { title: "Flake rate", value, note, href: "#trust", tone: changed > 0 ? "bad" : "open" };
}
