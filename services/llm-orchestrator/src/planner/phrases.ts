// Puts schema, records and conditions into words.
import type { BaseSchema, Table } from "./base-schema.ts";
import type { Condition } from "./read-conditions.ts";

export interface PlainRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Two decimals at most, thousands with commas. */
export const number = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) < 1 ? 4 : 2 });

export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export const records = (count: number): string => `${number(count)} ${count === 1 ? "record" : "records"}`;

export const tableNames = ({ tables }: BaseSchema): string => listed(tables.map(({ name }) => name));

const operatorWords: Readonly<Record<string, string>> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  greater_than: "is greater than",
  less_than: "is less than",
  at_least: "is at least",
  at_most: "is at most",
  is_empty: "is empty",
  is_not_empty: "is not empty",
};

const dateWords: Readonly<Record<string, string>> = {
  greater_than: "is after",
  less_than: "is before",
  at_least: "is not before",
  at_most: "is not after",
};

function condition({ field, operator, value }: Condition): string {
  const isText = typeof value === "string";
  const words = (isText ? dateWords[operator] : undefined) ?? operatorWords[operator] ?? operator;
  return `${field} ${words} ${isText ? `"${value}"` : String(value ?? "")}`.trim();
}

/** " where Status is "New" and Amount is greater than 5", or nothing. */
export const whereClause = (where: readonly Condition[]): string =>
  where.length === 0 ? "" : ` where ${listed(where.map(condition))}`;

const longestCell = 80;
const shownFields = 3;

function cell(value: unknown): string {
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(cell).filter(Boolean).join(", ");
  if (typeof value !== "string") return "";
  const flat = value.replaceAll(/\s+/g, " ").trim();
  return flat.length <= longestCell ? flat : `${flat.slice(0, longestCell)}…`;
}

/** A linked record reads as an id, which tells nobody anything. */
const isReadable = (text: string) => text !== "" && !/\brec[A-Za-z0-9]{14}\b/.test(text);

/** The primary field's value and a few more. */
function line(table: Table, { id, fields }: PlainRecord): string {
  const name = cell(fields[table.primary_field]) || `(no ${table.primary_field}, ${id})`;
  const others = table.fields
    .filter(({ name: field, kind }) => field !== table.primary_field && kind !== "opaque")
    .map(({ name: field }) => ({ field, text: cell(fields[field]) }))
    .filter(({ text }) => isReadable(text))
    .slice(0, shownFields)
    .map(({ field, text }) => `${field}: ${text}`);
  return `- ${name}${others.length > 0 ? ` (${others.join("; ")})` : ""}`;
}

export const lines = (table: Table, found: readonly PlainRecord[]): string =>
  found.map((record) => line(table, record)).join("\n");

/** Says which words had no part in the answer, so that nobody takes it for more than it is. */
export const ignoredNote = (ignored: readonly string[]): string =>
  ignored.length === 0
    ? ""
    : `\n(I am the built-in planner and did not take into account: ${ignored.join(" ")}.)`;
