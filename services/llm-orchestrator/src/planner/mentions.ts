// Finds where a message names a table or a field, also in the plural, split, joined or misspelt.
import type { Token } from "./tokens.ts";
import { articles, commonWords, placeWords } from "./vocabulary.ts";
import { compact, likeness, plural, singular } from "./word-forms.ts";

export interface Mention<Named> {
  readonly item: Named;
  /** Token positions, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

const partOfName = 1;

/** One word of a longer name, when it is a telling one. */
function partScore(word: string, name: string): number {
  const parts = name.split(/[^\p{L}\p{N}]+/u).map(compact);
  if (parts.length < 2 || word.length < 4 || commonWords.has(word)) return 0;
  return parts.some((part) => singular(part) === singular(word)) ? partOfName : 0;
}

function windowScore(tokens: readonly Token[], name: string): number {
  const words = tokens.map(({ word }) => word);
  const score = likeness(words.join(""), compact(name));
  // "records" is no misspelt "Recordings", and "the order" no misspelt "Reorder".
  const isLoose = score > 0 && score < plural && words.some((word) => commonWords.has(word));
  if (score > 0 && !isLoose) return score;
  return tokens.length === 1 ? partScore(words[0] ?? "", name) : 0;
}

function mentionsAt<Named extends { name: string }>(
  tokens: readonly Token[],
  item: Named,
  from: number,
): readonly Mention<Named>[] {
  // One word more than the name has: people write "field sightings" for "Fieldsightings".
  const longest = Math.min(item.name.trim().split(/\s+/).length + 1, tokens.length - from);
  return Array.from({ length: Math.max(0, longest) }, (_, index) => from + index + 1)
    .map((to) => ({ item, from, to, score: windowScore(tokens.slice(from, to), item.name) }))
    .filter(({ score }) => score > 0);
}

/** Every mention of every item; `at` limits them to those that begin at one token. */
export function mentionsOf<Named extends { name: string }>(
  tokens: readonly Token[],
  items: readonly Named[],
  at?: number,
): readonly Mention<Named>[] {
  const starts = at === undefined ? [...tokens.keys()] : [at];
  return starts.flatMap((from) => items.flatMap((item) => mentionsAt(tokens, item, from)));
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
