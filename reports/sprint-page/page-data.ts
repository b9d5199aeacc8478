// The data that the page's script compares runs with, packed small: 500 runs of 200 criteria are some 50 KB.
import type { Outcome } from "../../suites/outcome.ts";
import { type Standing, standingOf } from "../compare-results.ts";
import { outcomesOf } from "../history.ts";
import { changeWords } from "./changes.ts";
import { type Html, jsonData } from "./html.ts";
import type { PageInput } from "./page-input.ts";

const letters: Readonly<Record<Standing, string>> = { passed: "p", wrong: "w", open: "o", absent: "a" };

/** `pppw` as `p3w1`. */
const packed = (text: string) => text.replaceAll(/(.)\1*/gu, (run) => `${run.charAt(0)}${run.length}`);

export function renderPageData({ file, past, commits }: PageInput): Html {
  const now = new Map(file.criteria.map(({ id, outcome }) => [id, outcome]));
  const ids = [...new Set([...now.keys(), ...past.flatMap((run) => [...outcomesOf(run).keys()])])];
  const standingsOf = (outcomes: ReadonlyMap<string, Outcome>) =>
    packed(ids.map((id) => letters[standingOf(outcomes.get(id) ?? null)]).join(""));
  return jsonData("data", {
    ids,
    letters,
    words: changeWords,
    // What a partial run left out is not compared: nobody looked.
    skipped: file.criteria.filter(({ outcome }) => outcome === "not-selected").map(({ id }) => id),
    now: standingsOf(now),
    commit: file.run.commit,
    runs: Object.fromEntries(past.map((run) => [run.id, [run.commit, standingsOf(outcomesOf(run))]])),
    commits,
  });
}
