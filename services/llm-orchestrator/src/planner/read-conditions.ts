// Reads "where FIELD is VALUE and FIELD is greater than VALUE" into conditions on real fields.
import { type Field, type Table, choicesOf } from "./base-schema.ts";
import { type Mention, bestMention, isSure, mentionsOf } from "./mentions.ts";
import { type Token, textOf, unquoted } from "./tokens.ts";
import { articles, commonWords } from "./vocabulary.ts";

export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value?: string | number | boolean;
}

export interface ConditionsRead {
  readonly conditions: readonly Condition[];
  /** Token positions that the conditions are made of. */
  readonly used: ReadonlySet<number>;
}

/** Longest first: "is not empty" must not be read as "is not". */
const operators: readonly (readonly [string, string])[] = (
  [
    ["is not empty", "is_not_empty"],
    ["is not blank", "is_not_empty"],
    ["is filled", "is_not_empty"],
    ["is empty", "is_empty"],
    ["is blank", "is_empty"],
    ["is not equal to", "is_not"],
    ["is not", "is_not"],
    ["isnt", "is_not"],
    ["is equal to", "is"],
    ["equals", "is"],
    ["equal to", "is"],
    ["greater than or equal to", "at_least"],
    ["greater than", "greater_than"],
    ["larger than", "greater_than"],
    ["higher than", "greater_than"],
    ["bigger than", "greater_than"],
    ["more than", "greater_than"],
    ["over", "greater_than"],
    ["above", "greater_than"],
    ["after", "greater_than"],
    ["at least", "at_least"],
    ["since", "at_least"],
    ["less than or equal to", "at_most"],
    ["less than", "less_than"],
    ["smaller than", "less_than"],
    ["lower than", "less_than"],
    ["fewer than", "less_than"],
    ["under", "less_than"],
    ["below", "less_than"],
    ["before", "less_than"],
    ["at most", "at_most"],
    ["contains", "contains"],
    ["contain", "contains"],
    ["containing", "contains"],
    ["includes", "contains"],
    ["like", "contains"],
    [">=", "at_least"],
    ["<=", "at_most"],
    ["!=", "is_not"],
    ["<>", "is_not"],
    ["==", "is"],
    ["=", "is"],
    [":", "is"],
    [">", "greater_than"],
    ["<", "less_than"],
    ["is", "is"],
  ] as const
).toSorted(([left], [right]) => right.split(" ").length - left.split(" ").length);

const markers = new Set(["where", "whose", "with", "having", "have", "when", "if"]);
const toBe = new Set(["is", "are", "was", "were"]);

interface Clause {
  readonly condition: Condition;
  readonly to: number;
}

interface Reading {
  readonly message: string;
  readonly tokens: readonly Token[];
  readonly table: Table;
}

/** The operator at a position; "is" before it says nothing more. */
function operatorAt(tokens: readonly Token[], at: number): { operator: string; to: number } | undefined {
  const words = tokens.slice(at, at + 7).map(({ word }) => (toBe.has(word) ? "is" : word));
  const starts = words[0] === "is" ? [0, 1] : [0];
  const matches = starts.flatMap((start) =>
    operators.flatMap(([text, operator]) => {
      const wanted = text.split(" ");
      const isHere = wanted.every((word, index) => words[start + index] === word);
      return isHere ? [{ operator, to: at + start + wanted.length }] : [];
    }),
  );
  return matches.toSorted((left, right) => right.to - left.to)[0];
}

function fieldAt({ tokens, table }: Reading, at: number): Mention<Field> | undefined {
  const start = articles.has(tokens[at]?.word ?? "") || tokens[at]?.word === "their" ? at + 1 : at;
  return bestMention(tokens, mentionsOf(tokens, table.fields, start));
}

/** "10%" of a percent field is 0.1 at Airtable; money signs and thousands separators go. */
function valueFor(field: Field, text: string): string | number | boolean {
  if (field.kind !== "number") return text;
  const number = Number(text.replaceAll(/[$€£,\s]/g, "").replace(/%$/, ""));
  if (text === "" || Number.isNaN(number)) return text;
  return text.endsWith("%") && field.type === "percent" ? number / 100 : number;
}

function beginsCondition(reading: Reading, at: number): boolean {
  const named = fieldAt(reading, at);
  return (
    named !== undefined &&
    (named.item.kind === "checkbox" || operatorAt(reading.tokens, named.to) !== undefined)
  );
}

const numeric = /^[$€£]?\d[\d.,]*%?$/;

/** Where the value ends: after a number, before an "and" with another condition, before "in TABLE", or at the end. */
function valueEnd(reading: Reading, from: number, { kind }: Field): number {
  const { tokens, table } = reading;
  if (kind === "number" && numeric.test(tokens[from]?.text ?? "")) return from + 1;
  for (let at = from + 1; at < tokens.length; at++) {
    const word = tokens[at]?.word ?? "";
    if (word === "and" && beginsCondition(reading, at + 1)) return at;
    const next = articles.has(tokens[at + 1]?.word ?? "") ? at + 2 : at + 1;
    if (["in", "from", "of"].includes(word) && mentionsOf(tokens, [table], next).some(isSure)) return at;
  }
  return tokens.length;
}

function clauseAt(reading: Reading, at: number, implicit: boolean): Clause | undefined {
  const { tokens, message } = reading;
  const named = fieldAt(reading, at);
  if (!named) return undefined;
  const { item: field } = named;
  const found = operatorAt(tokens, named.to);
  if (!found && field.kind === "checkbox") {
    return { condition: { field: field.name, operator: "is", value: true }, to: named.to };
  }
  if (!found && !implicit) return undefined;
  const { operator, to } = found ?? { operator: "is", to: named.to };
  if (operator.endsWith("empty")) return { condition: { field: field.name, operator }, to };
  const end = valueEnd(reading, to, field);
  const value = unquoted(textOf(message, tokens.slice(to, end)));
  if (value === "") return undefined;
  return { condition: { field: field.name, operator, value: valueFor(field, value) }, to: end };
}

/** The conditions after the first "where" (or its like) that begins one. */
export function readConditions(reading: Reading): ConditionsRead {
  const { tokens } = reading;
  for (const [start, { word }] of tokens.entries()) {
    const conditions: Condition[] = [];
    let at = start;
    let clause = markers.has(word)
      ? clauseAt(reading, at + 1, word === "with" || word === "having")
      : undefined;
    while (clause) {
      conditions.push(clause.condition);
      at = clause.to;
      clause = tokens[at]?.word === "and" ? clauseAt(reading, at + 1, false) : undefined;
    }
    if (conditions.length > 0) {
      return { conditions, used: new Set(Array.from({ length: at - start }, (_, index) => start + index)) };
    }
  }
  return { conditions: [], used: new Set() };
}

/** "shipped orders": a choice of a select field, or a checkbox's name, said without its field. */
export function readAdjectives({ tokens, table }: Reading, used: ReadonlySet<number>): ConditionsRead {
  const named = table.fields.flatMap((field) => [
    ...choicesOf(field).map((name) => ({
      name,
      condition: { field: field.name, operator: "is", value: name },
    })),
    ...(field.kind === "checkbox"
      ? [{ name: field.name, condition: { field: field.name, operator: "is", value: true } }]
      : []),
  ]);
  const taken = new Set<number>();
  const conditions: Condition[] = [];
  for (const mention of mentionsOf(tokens, named).filter(isSure)) {
    const places = Array.from({ length: mention.to - mention.from }, (_, index) => mention.from + index);
    const isFree = places.every((place) => !used.has(place) && !taken.has(place));
    const isCommon = places.every((place) => commonWords.has(tokens[place]?.word ?? ""));
    if (!isFree || isCommon) continue;
    places.forEach((place) => taken.add(place));
    conditions.push(mention.item.condition);
  }
  return { conditions, used: taken };
}
