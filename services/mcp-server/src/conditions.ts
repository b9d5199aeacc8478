// Plain conditions on fields (`where`) as an Airtable formula, so that no caller needs to write or escape one.
import { invalid } from "#kit/problem.ts";
import { z } from "zod";
import type { Field, Table } from "./airtable-gateway-client.ts";
import { text } from "./arguments.ts";
import { allOf, containsAnywhere, literal, reference } from "./formula.ts";
import { findField, kindOf } from "./schema.ts";

const operators = [
  "is",
  "is_not",
  "contains",
  "greater_than",
  "less_than",
  "at_least",
  "at_most",
  "is_empty",
  "is_not_empty",
] as const;

const condition = z.strictObject({
  field: text(255),
  operator: z.enum(operators),
  value: z.union([text(500), z.number(), z.boolean()]).optional(),
});

export type Condition = z.infer<typeof condition>;

export const where = z
  .array(condition)
  .max(10, "has more than 10 conditions")
  .optional()
  .describe("Conditions that all must hold; texts compare without case");

const comparisons: Partial<Record<Condition["operator"], string>> = {
  is: "=",
  is_not: "!=",
  greater_than: ">",
  less_than: "<",
  at_least: ">=",
  at_most: "<=",
};

/** Airtable's formulas know no exponents, and no number beyond this is exact. */
const largest = 1e15;

const refuse = (field: Field, message: string) => invalid([{ field: field.name, message }]);

function numberCondition(field: Field, { operator, value }: Condition): string {
  const number = typeof value === "number" ? value : Number(typeof value === "string" ? value.trim() : NaN);
  const sign = comparisons[operator];
  if (sign === undefined) throw refuse(field, `holds numbers: ${operator} does not apply`);
  if (!Number.isFinite(number) || Math.abs(number) > largest) {
    throw refuse(field, "holds numbers: the value is none that Airtable can compare");
  }
  const written = Number.isInteger(number) ? String(number) : number.toFixed(9);
  // An empty cell counts as 0 in a comparison, but it is not a 0.
  return `AND((${reference(field)} & "") != "", ${reference(field)} ${sign} ${written})`;
}

const yes = new Set<unknown>([true, 1, "true", "yes", "1", "checked", "ticked"]);
const no = new Set<unknown>([false, 0, "false", "no", "0", "unchecked", "unticked"]);

function checkboxCondition(field: Field, { operator, value }: Condition): string {
  const given = typeof value === "string" ? value.toLowerCase() : value;
  if ((operator !== "is" && operator !== "is_not") || (!yes.has(given) && !no.has(given))) {
    throw refuse(field, "is a checkbox: ask for is true or is false");
  }
  return yes.has(given) === (operator === "is") ? `${reference(field)} = 1` : `NOT(${reference(field)})`;
}

const isoDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/;

function dateCondition(field: Field, { operator, value }: Condition): string {
  const given = String(value);
  if (!isoDate.test(given) || Number.isNaN(Date.parse(given))) {
    throw refuse(field, "holds dates: write the value as YYYY-MM-DD");
  }
  const [self, date] = [reference(field), `DATETIME_PARSE(${literal(given)})`];
  const formulas: Partial<Record<Condition["operator"], string>> = {
    is: `IS_SAME(${self}, ${date}, "day")`,
    is_not: `NOT(IS_SAME(${self}, ${date}, "day"))`,
    greater_than: `IS_AFTER(${self}, ${date})`,
    less_than: `IS_BEFORE(${self}, ${date})`,
    at_least: `NOT(IS_BEFORE(${self}, ${date}))`,
    at_most: `NOT(IS_AFTER(${self}, ${date}))`,
  };
  const formula = formulas[operator];
  if (formula === undefined) throw refuse(field, `holds dates: ${operator} does not apply`);
  return `AND((${self} & "") != "", ${formula})`;
}

function textCondition(field: Field, { operator, value }: Condition): string {
  if (operator !== "is" && operator !== "is_not") {
    throw refuse(field, `holds text: ${operator} does not apply`);
  }
  const sought = `LOWER(${literal(String(value))})`;
  const own = `LOWER(${reference(field)} & "")`;
  // A list reads as its items with commas between; one of them must be the value.
  const same =
    kindOf(field) === "list"
      ? `FIND(", " & ${sought} & ", ", ", " & ${own} & ", ") > 0`
      : `${own} = ${sought}`;
  return operator === "is" ? same : `NOT(${same})`;
}

const byKind = {
  number: numberCondition,
  checkbox: checkboxCondition,
  date: dateCondition,
  list: textCondition,
  text: textCondition,
  opaque: textCondition,
};

function conditionFormula(field: Field, given: Condition): string {
  if (given.operator === "is_empty") return `(${reference(field)} & "") = ""`;
  if (given.operator === "is_not_empty") return `(${reference(field)} & "") != ""`;
  if (given.value === undefined) throw refuse(field, `${given.operator} needs a value`);
  if (given.operator === "contains") return containsAnywhere([field], String(given.value));
  return byKind[kindOf(field)](field, given);
}

/** @throws {Problem} 422 for a field that is not there, or a value that its type cannot be compared with. */
export const conditionsFormula = (table: Table, conditions: readonly Condition[]): string | undefined =>
  allOf(conditions.map((given) => conditionFormula(findField(table, given.field), given)));
