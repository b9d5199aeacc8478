// Finds where a message names a table or a field, also in the plural, split, joined or misspelt.
import type { Token } from "./tokens.ts";
import { articles, commonWords, placeWords } from "./vocabulary.ts";
import { type Form, formOf, likeness, plural, singular } from "./word-forms.ts";

export interface Mention<Named> {
  readonly item: Named;
  /** Token positions, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

const partOfName = 1;

interface Window {
  readonly from: number;
  readonly to: number;
  readonly form: Form;
  /** Has a word of the planner's own, so only a sure likeness counts: "records" is no misspelt "Recordings". */
  readonly isCommon: boolean;
}

interface Name<Named> {
  readonly item: Named;
  readonly form: Form;
  /** The words of a longer name, each of which may stand for it. */
  readonly parts: ReadonlySet<string>;
  readonly longest: number;
}

function nameOf<Named extends { name: string }>(item: Named): Name<Named> {
  const words = item.name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const parts = words.length > 1 ? words.map((word) => formOf(word).singular) : [];
  // One word more than the name has: people write "field sightings" for "Fieldsightings".
  return { item, form: formOf(item.name), parts: new Set(parts), longest: words.length + 1 };
}

/** The runs of tokens that begin at one place. */
const windowsAt = (tokens: readonly Token[], from: number, longest: number): readonly Window[] =>
  Array.from({ length: Math.min(longest, tokens.length - from) }, (_, index) => {
    const words = tokens.slice(from, from + index + 1).map(({ word }) => word);
    const isCommon = words.some((word) => commonWords.has(word));
    // Not compacted again: a sign between two words keeps them apart.
    const word = words.join("");
    return { from, to: from + index + 1, form: { word, singular: singular(word) }, isCommon };
  });

function windowScore({ from, to, form, isCommon }: Window, name: Name<unknown>): number {
  if (to - from > name.longest) return 0;
  const score = likeness(form, name.form);
  if (score >= plural || (score > 0 && !isCommon)) return score;
  const isPart = to - from === 1 && !isCommon && form.word.length > 3 && name.parts.has(form.singular);
  return isPart ? partOfName : 0;
}

/** Every mention of every item; `at` limits them to those that begin at one token. */
export function mentionsOf<Named extends { name: string }>(
  tokens: readonly Token[],
  items: readonly Named[],
  at?: number,
): readonly Mention<Named>[] {
  const names = items.map(nameOf);
  const longest = Math.max(0, ...names.map((name) => name.longest));
  const starts = at === undefined ? [...tokens.keys()] : [at];
  const windows = starts.flatMap((from) => windowsAt(tokens, from, longest));
  return windows.flatMap((window) =>
    names
      .map((name) => ({
        item: name.item,
        from: window.from,
        to: window.to,
        score: windowScore(window, name),
      }))
      .filter(({ score }) => score > 0),
  );
}

/** Whether any of the items is named beyond doubt; quick enough for every field of a large base. */
export function areSurelyMentioned(tokens: readonly Token[], items: readonly { name: string }[]): boolean {
  const longest = Math.max(0, ...items.map(({ name }) => name.trim().split(/\s+/).length + 1));
  const said = new Set(
    [...tokens.keys()].flatMap((from) => windowsAt(tokens, from, longest).map(({ form }) => form.singular)),
  );
  return items.some(({ name }) => said.has(formOf(name).singular));
}

/** Whether "in", "of", "table" or the like stands before the mention, articles aside. */
export function isAnnounced(tokens: readonly Token[], { from, to }: { from: number; to: number }): boolean {
  let before = from - 1;
  while (articles.has(tokens[before]?.word ?? "")) before -= 1;
  return placeWords.has(tokens[before]?.word ?? "") || tokens[to]?.word === "table";
}

/** Sure names first, announced ones before others, then the better, the longer and the later. */
export function bestMention<Named>(
  tokens: readonly Token[],
  mentions: readonly Mention<Named>[],
): Mention<Named> | undefined {
  const rank = (mention: Mention<Named>) =>
    (mention.score >= plural ? 1000 : 0) +
    (isAnnounced(tokens, mention) ? 100 : 0) +
    mention.score * 10 +
    (mention.to - mention.from) +
    mention.from / 1000;
  return mentions.toSorted((left, right) => rank(right) - rank(left))[0];
}

export const isSure = ({ score }: { score: number }): boolean => score >= plural;
