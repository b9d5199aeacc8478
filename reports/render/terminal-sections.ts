// The table of a terminal's verdict: one line for each plan section and each suite in it.
import type { CriterionRecord, ResultFile } from "../result-types.ts";
import { fraction, judgedOf, tally, type Totals } from "../tally.ts";
import { bar, padEnd, padStart, type Screen, wrap } from "./layout.ts";
import { percentText, shortfallText } from "./wording.ts";

const titleWidth = 23;
const suiteWidth = 13;
const countWidth = 12;
const percentWidth = 8;
const barWidth = 10;

export function renderSections(file: ResultFile, screen: Screen): string[] {
  return file.sections.flatMap(({ section, title, week, criteria }, index) => {
    if (criteria === 0) return [];
    const suites = Map.groupBy(
      file.criteria.filter((record) => record.section === section),
      ({ suite }) => suite,
    );
    const isNewWeek = file.sections[index - 1]?.week !== week;
    const lines = [...suites].flatMap(([suite, records], row) =>
      renderRow({ label: row === 0 ? `§${section} ${title}` : "", suite, records }, screen),
    );
    return isNewWeek ? [...(index === 0 ? [] : [""]), weekHeading(file, week, screen), ...lines] : lines;
  });
}

function weekHeading(file: ResultFile, week: 1 | 2, { paint }: Screen): string {
  const [least, most] = file.goal.week1_percent;
  const goal = week === 1 ? `${least}-${most}%` : `${file.goal.week2_percent}%+ of everything`;
  return `${paint("bold", `Week ${week}`)} ${paint("dim", `goal ${goal}`)}`;
}

interface Row {
  readonly label: string;
  readonly suite: string;
  readonly records: readonly CriterionRecord[];
}

function renderRow({ label, suite, records }: Row, { width, paint }: Screen): string[] {
  const totals = tally(records.map(({ outcome }) => outcome));
  const style = styleOf(totals);
  const { full, rest } = bar(totals.passed / totals.criteria, barWidth);
  const hasBar = width >= 100;
  const start = [
    padEnd(label, titleWidth),
    padEnd(suite, suiteWidth),
    padStart(`${totals.passed} of ${totals.criteria}`, countWidth - 2),
    padStart(paint(style, percentText(fraction(totals.passed, totals.criteria).percent)), percentWidth),
    hasBar ? `  ${paint(style, full)}${paint("dim", rest)}` : "",
  ].join("");
  const used = titleWidth + suiteWidth + countWidth - 2 + percentWidth + (hasBar ? barWidth + 2 : 0);
  const note = (text: string) => (style === "red" ? text : paint("dim", text));
  const room = width - used - 6;
  if (room < 18) {
    const below = wrap(shortfallText(totals), width - titleWidth - 4);
    return [start, ...below.map((line) => `${" ".repeat(titleWidth)}${note(line)}`)];
  }
  const [first = "", ...more] = wrap(shortfallText(totals), room);
  return [
    first === "" ? start : `${start}  ${note(first)}`,
    ...more.map((line) => `${" ".repeat(used + 2)}${note(line)}`),
  ];
}

/** Red for what broke, green for what was judged and passed, yellow for what nobody judged. */
function styleOf(totals: Totals): "red" | "green" | "yellow" {
  const judged = judgedOf(totals);
  if (totals.passed < judged) return "red";
  return judged > 0 ? "green" : "yellow";
}
