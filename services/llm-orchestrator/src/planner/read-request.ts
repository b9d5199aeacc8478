// Understands a plain request: what is asked, of which table, under which conditions.
import type { BaseSchema, Table } from "./base-schema.ts";
import { type Mention, areSurelyMentioned, bestMention, isSure, mentionsOf } from "./mentions.ts";
import { readAdjectives, readConditions } from "./read-conditions.ts";
import { leftOver, readLimit, readSort, readStatistic } from "./read-details.ts";
import { afterSearchVerb, searchText } from "./read-search.ts";
import type { Request } from "./request.ts";
import { type Token, tokenize } from "./tokens.ts";

interface Reading {
  readonly message: string;
  readonly tokens: readonly Token[];
  readonly words: ReadonlySet<string>;
  readonly schema: BaseSchema;
  readonly mention: Mention<Table> | undefined;
}

const asSet = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const polite = asSet("please can could would you will i we want like to kindly just now");
const writing = asSet("create add insert update change delete remove set rename edit modify drop clear make");
const fieldWords = asSet("fields columns attributes properties schema structure");
const describing = asSet("describe explain");
const listing = asSet(
  "list show display print give get see view fetch first last top latest newest oldest what which all who records rows entries",
);
const helping =
  /^\W*(help|hi|hello|hey|good (morning|day|evening)|what can you do|who are you|what are you)\b/i;
const aboutBase = /\b(what|which|show|list)\b.*\b(base|database|data|schema)\b/i;

/** Words; what is longer is a text and no plain request. */
const longestRequest = 80;

const hasAny = ({ words }: Reading, some: ReadonlySet<string>) => [...some].some((word) => words.has(word));

/** A table that is not named is meant when there is only one, or when only one has the field that is named. */
function impliedTable(tokens: readonly Token[], { tables }: BaseSchema): Table | undefined {
  if (tables.length === 1) return tables[0];
  const having = tables.filter(({ fields }) => areSurelyMentioned(tokens, fields));
  return having.length === 1 ? having[0] : undefined;
}

function isAboutTables({ words, mention, message }: Reading): boolean {
  if (mention && isSure(mention)) return false;
  return words.has("tables") || (!mention && aboutBase.test(message));
}

const isCounting = ({ words, message }: Reading): boolean =>
  words.has("count") || /\bhow many\b|\bnumber of\b|\btotal (records|rows|entries)\b/i.test(message);

/** The statistic, the count or the records that are asked of one table. */
function readQuestion(reading: Reading, table: Table): Request {
  const { tokens, message, mention } = reading;
  const stated = readConditions({ message, tokens, table });
  const place = mention ? Array.from({ length: mention.to - mention.from }, (_, i) => mention.from + i) : [];
  const used = new Set([...stated.used, ...place]);
  const sorted = readSort(tokens, table, used);
  const statistic = sorted
    ? undefined
    : readStatistic(tokens, { table, used, counting: isCounting(reading) });
  const isStatistic = statistic && (statistic.field !== undefined || !isCounting(reading));
  const isRanking = statistic?.field === undefined && /^(max|min)$/.test(statistic?.statistic ?? "");
  for (const at of [...(sorted?.used ?? []), ...(isStatistic ? statistic.used : [])]) used.add(at);
  const adjectives = readAdjectives({ message, tokens, table }, used);
  for (const at of adjectives.used) used.add(at);
  const where = [...stated.conditions, ...adjectives.conditions];
  if (isStatistic && !isRanking) {
    const { statistic: name, field } = statistic;
    return { kind: "statistic", statistic: name, field, table, where, ignored: leftOver(tokens, used) };
  }
  if (isCounting(reading)) return { kind: "count", table, where, ignored: leftOver(tokens, used) };
  const { limit, at } = readLimit(tokens, used);
  if (at !== undefined) used.add(at);
  const isAsked = hasAny(reading, listing) || where.length > 0 || used.size === tokens.length || sorted;
  if (!isAsked) return { kind: "not-understood" };
  return { kind: "records", table, where, limit, sort: sorted?.sort, ignored: leftOver(tokens, used) };
}

/** A search, unless nothing but a table is named after "find". */
function readSearch(reading: Reading): Request | undefined {
  const { tokens, message, mention } = reading;
  const from = afterSearchVerb(tokens);
  if (from === undefined) return undefined;
  const table = mention && (isSure(mention) || mention.from >= from) ? mention : undefined;
  const stated = table ? readConditions({ message, tokens, table: table.item }) : undefined;
  const to = stated && stated.used.size > 0 ? Math.min(...stated.used) : tokens.length;
  const text = searchText({ message, tokens, from, to: Math.max(from, to), table });
  if (text === "") return undefined;
  return { kind: "search", text, table: table?.item, where: stated?.conditions ?? [] };
}

/** Never throws: what it does not understand is `not-understood`. */
export function readRequest(message: string, schema: BaseSchema): Request {
  const tokens = tokenize(message);
  if (tokens.length > longestRequest) return { kind: "not-understood" };
  const mention = bestMention(tokens, mentionsOf(tokens, schema.tables));
  const words = new Set(tokens.map(({ word }) => word));
  const reading = { message, tokens, words, schema, mention };
  const first = tokens.find(({ word }) => !polite.has(word))?.word ?? "";
  if (writing.has(first)) return { kind: "write" };
  if (isAboutTables(reading)) return { kind: "list-tables" };
  if (!mention && helping.test(message)) return { kind: "help" };
  const search = readSearch(reading);
  if (search) return search;
  const table = mention?.item ?? impliedTable(tokens, schema);
  const isAboutFields = hasAny(reading, fieldWords) || describing.has(first);
  if (table) return isAboutFields ? { kind: "fields", table } : readQuestion(reading, table);
  const isQuestion = isAboutFields || isCounting(reading) || hasAny(reading, listing);
  const isPlain = leftOver(tokens, new Set()).length === 0;
  return isQuestion && isPlain ? { kind: "no-table" } : { kind: "not-understood" };
}
