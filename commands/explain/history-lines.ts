// How criteria ended over the full runs, in lines: the newest first, and a sentence where nothing is remembered.
import type { Screen } from "../../reports/render/layout.ts";
import type { CriterionFacts } from "./criterion-facts.ts";
import { outcomeText, runText } from "./outcome-words.ts";
import type { PastEnds, Streak } from "./past-ends.ts";

const shownStreaks = 6;

export function historyLines({ history, past }: CriterionFacts, screen: Screen): readonly string[] {
  const { file, runs } = history;
  if (runs === 0) return [`no full run is remembered in ${file}; npm run verify adds one`];
  const total = `${runs} full ${runs === 1 ? "run" : "runs"} in ${file}`;
  if (past.every(({ counts }) => counts.size === 0)) return [`not in the ${total}`];
  const [first] = past;
  if (past.length === 1 && first) return [`${total}: ${countText(first)}`, ...streakLines(first, screen)];
  return [total, ...past.map((one) => lineOf(one, screen))];
}

/** `10 passed, 2 failed`. */
const countText = ({ counts }: PastEnds): string =>
  [...counts].map(([outcome, count]) => `${count} ${outcome.replace("-", " ")}`).join(", ");

const lengthText = ({ runs, since }: Streak) =>
  runs === 1 ? runText(since) : `${runs} times since ${runText(since)}`;

function streakLines({ streaks }: PastEnds, screen: Screen): readonly string[] {
  const shown = streaks
    .slice(0, shownStreaks)
    .map((streak) => `${outcomeText(streak.outcome, screen)} ${lengthText(streak)}`);
  const more = streaks.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and changed ${more} times before`] : [])];
}

function lineOf(past: PastEnds, screen: Screen): string {
  const name = past.id.slice(past.id.indexOf("/") + 1);
  if (past.counts.size === 0) return `${name}: in none of them`;
  const [now] = past.streaks;
  const state = now ? `; ${outcomeText(now.outcome, screen)} ${lengthText(now)}` : "";
  return `${name}: ${countText(past)}${state}`;
}
