// Reads what "find Ada in People", "search Orders for acme" or "look up order 17" look for.
import type { Table } from "./base-schema.ts";
import { type Mention, isAnnounced, isSure } from "./mentions.ts";
import { type Token, textOf, unquoted } from "./tokens.ts";
import { articles, recordWords } from "./vocabulary.ts";

const verb = /^(find|search|lookup|locate)$/;
const verbPairs = new Set([
  "look up",
  "look for",
  "looking for",
  "searching for",
  "who is",
  "where is",
  "whois",
]);
const fillers = new Set([
  ...articles,
  ...recordWords,
  "me",
  "for",
  "any",
  "some",
  "called",
  "named",
  "with",
  "name",
  "containing",
  "contains",
  "matching",
  "match",
  "that",
  "which",
  "about",
  "like",
  "up",
  "text",
  "word",
  "table",
  "in",
  "of",
  "from",
]);

/** The position after the words that ask for a search; undefined when there are none. */
export function afterSearchVerb(tokens: readonly Token[]): number | undefined {
  for (const [at, { word }] of tokens.entries()) {
    if (verbPairs.has(`${word} ${tokens[at + 1]?.word ?? ""}`)) return at + 2;
    if (verb.test(word)) return at + 1;
  }
  return undefined;
}

/** Fillers at both ends go; what is left is looked for as it is written. */
function trimmed(tokens: readonly Token[]): readonly Token[] {
  let [from, to] = [0, tokens.length];
  while (from < to && fillers.has(tokens[from]?.word ?? "")) from += 1;
  while (to > from && fillers.has(tokens[to - 1]?.word ?? "")) to -= 1;
  return tokens.slice(from, to);
}

interface Search {
  readonly message: string;
  /** From the verb to the conditions, if any. */
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly table: Mention<Table> | undefined;
}

/** The text to look for; "" when only the table is named. */
export function searchText({ message, tokens, from, to, table }: Search): string {
  const quoted = /["“”«]([^"“”«»]+)["“”»]/u.exec(message);
  const isTable =
    table && quoted && isSure(table) && textOf(message, tokens.slice(table.from, table.to)) === quoted[1];
  if (quoted?.[1] !== undefined && !isTable) return quoted[1].trim();
  if (!table || table.from < from || table.from >= to)
    return unquoted(textOf(message, trimmed(tokens.slice(from, to))));
  const before = trimmed(tokens.slice(from, table.from));
  const after = trimmed(tokens.slice(table.to, to));
  // "find Ada in People" has the text before the table, "search People for Ada" after it.
  const isBefore = before.length > 0 && (isAnnounced(tokens, table) || after.length === 0);
  return unquoted(textOf(message, isBefore ? before : after));
}
