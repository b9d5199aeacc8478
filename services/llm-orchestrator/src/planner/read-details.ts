// Reads the smaller parts of a request: how many, in which order, which statistic, and what is left over.
import type { Field, Table } from "./base-schema.ts";
import { bestMention, mentionsOf } from "./mentions.ts";
import type { Statistic } from "./request.ts";
import type { Token } from "./tokens.ts";
import { commonWords } from "./vocabulary.ts";

const numerals = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const defaultLimit = 10;
const largestLimit = 50;

/** The first number in the message that nothing else has used. */
export function readLimit(
  tokens: readonly Token[],
  used: ReadonlySet<number>,
): { limit: number; at?: number } {
  for (const [at, { word, text }] of tokens.entries()) {
    const spoken = numerals.indexOf(word) + 1;
    const number = /^\d{1,6}$/.test(text) ? Number(text) : spoken;
    const isCounting =
      spoken === 0 || ["first", "top", "last", "latest"].includes(tokens[at - 1]?.word ?? "");
    if (number > 0 && isCounting && !used.has(at)) return { limit: Math.min(number, largestLimit), at };
  }
  return { limit: defaultLimit };
}

const statistics: Readonly<Record<string, Statistic>> = {
  sum: "sum",
  total: "sum",
  average: "average",
  avg: "average",
  mean: "average",
  maximum: "max",
  max: "max",
  highest: "max",
  largest: "max",
  biggest: "max",
  minimum: "min",
  min: "min",
  lowest: "min",
  smallest: "min",
};

export interface StatisticRead {
  readonly statistic: Statistic;
  readonly field: Field | undefined;
  readonly used: readonly number[];
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** Where a statistic may be named; `counting` when the message asks how many, so that "total" is no field. */
export interface StatisticPlace {
  readonly table: Table;
  readonly used: ReadonlySet<number>;
  readonly counting: boolean;
}

/** The statistic that is asked for, and the number field that is named beside it. */
export function readStatistic(
  tokens: readonly Token[],
  { table, used, counting }: StatisticPlace,
): StatisticRead | undefined {
  const at = tokens.findIndex(({ word }, index) => statistics[word] !== undefined && !used.has(index));
  const statistic = statistics[tokens[at]?.word ?? ""];
  if (statistic === undefined) return undefined;
  const named = (fields: readonly Field[], taken: (place: number) => boolean) =>
    bestMention(
      tokens,
      mentionsOf(tokens, fields).filter(({ from, to }) => !range(from, to).some(taken)),
    );
  const numbers = table.fields.filter(({ kind }) => kind === "number");
  const isTaken = (place: number) => used.has(place) || place === at;
  const field =
    named(numbers, isTaken) ??
    (counting ? undefined : named(numbers, (place) => used.has(place))) ??
    named(table.fields, isTaken);
  return { statistic, field: field?.item, used: field ? [at, ...range(field.from, field.to)] : [at] };
}

export interface SortRead {
  readonly sort: { readonly field: string; readonly direction: "asc" | "desc" };
  readonly used: readonly number[];
}

const upward = new Set(["smallest", "lowest", "least", "oldest"]);
const downward = new Set(["desc", "descending", "top", "largest", "highest", "biggest", "most"]);
const newest = new Set(["latest", "newest", "last", "recent"]);

/** "by FIELD", with the direction that the words around it ask for; "latest" goes by the time of creation. */
export function readSort(
  tokens: readonly Token[],
  table: Table,
  used: ReadonlySet<number>,
): SortRead | undefined {
  const words = new Set(tokens.filter((_, index) => !used.has(index)).map(({ word }) => word));
  const has = (some: ReadonlySet<string>) => [...some].some((word) => words.has(word));
  const by = tokens.findIndex(({ word }, index) => word === "by" && !used.has(index));
  const named = by < 0 ? undefined : bestMention(tokens, mentionsOf(tokens, table.fields, by + 1));
  if (named) {
    const direction = has(downward) || has(newest) ? "desc" : "asc";
    return {
      sort: { field: named.item.name, direction: has(upward) ? "asc" : direction },
      used: range(by, named.to),
    };
  }
  const created = table.fields.find(({ type }) => type === "createdTime");
  if (!created || !(has(newest) || words.has("oldest"))) return undefined;
  return { sort: { field: created.name, direction: words.has("oldest") ? "asc" : "desc" }, used: [] };
}

/** The words that no part of the request took, and that are more than grammar. */
export const leftOver = (tokens: readonly Token[], used: ReadonlySet<number>): readonly string[] =>
  tokens
    .filter(({ word }, index) => word !== "" && !used.has(index) && !commonWords.has(word))
    .map(({ text }) => text);
