// analyze_table_data: how a table's fields are filled, with sums and averages of its numbers.
import { z } from "zod";
import type { AirtableRecord, Field } from "../airtable-gateway-client.ts";
import { formula, inTable, text, view } from "../arguments.ts";
import { cellText } from "../cell-text.ts";
import { where } from "../conditions.ts";
import { fieldList, readRecords, tableCap } from "../read-records.ts";
import { findField, findTable, kindOf } from "../schema.ts";
import { defineTool } from "../tool.ts";
import { filterOf } from "./get-records.ts";

const topCount = 5;

/** Adding cents as fractions leaves dust in the last digits. */
const withoutDust = (value: number) => Number(value.toPrecision(12));

function numbersOf(values: readonly unknown[]) {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, value) => total + value, 0);
  let [min, max] = [Infinity, -Infinity];
  for (const value of numbers) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return {
    count: numbers.length,
    min,
    max,
    sum: withoutDust(sum),
    average: withoutDust(sum / numbers.length),
  };
}

function frequencies(values: readonly unknown[]) {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(cellText(value), (counts.get(cellText(value)) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, left], [, right]) => right - left);
  return {
    distinct: counts.size,
    top_values: sorted.slice(0, topCount).map(([value, count]) => ({ value, count })),
  };
}

function analyze(field: Field, records: readonly AirtableRecord[]) {
  const values = records.map(({ fields }) => fields[field.name]).filter((value) => cellText(value) !== "");
  const numbers = kindOf(field) === "number" ? numbersOf(values) : undefined;
  return {
    name: field.name,
    type: field.type,
    filled: values.length,
    empty: records.length - values.length,
    ...frequencies(values),
    ...(numbers ? { numbers } : {}),
  };
}

export const analyzeTableData = defineTool({
  name: "analyze_table_data",
  description: `Counts a table's records and says how each field is filled: distinct and most frequent values, and minimum, maximum, sum and average of numbers. Reads at most ${tableCap} records.`,
  effect: "read",
  input: z.strictObject({
    ...inTable,
    fields: z.array(text(255)).min(1).max(100).optional().describe("Only these fields; all when left out"),
    view,
    where,
    filter_by_formula: formula,
  }),
  run: async (given, airtable) => {
    const place = { baseId: given.base_id, table: given.table };
    const table = await findTable(airtable, place);
    const fields = given.fields?.map((name) => findField(table, name)) ?? table.fields;
    const names = fieldList(fields.map(({ name }) => name));
    const { records, offset } = await readRecords(
      airtable,
      { ...place, table: table.id },
      {
        limit: tableCap,
        view: given.view,
        fields: given.fields ? names : undefined,
        filter_by_formula: await filterOf(given, airtable),
      },
    );
    return {
      table: table.name,
      record_count: records.length,
      cap: tableCap,
      truncated: offset !== undefined,
      fields: fields.map((field) => analyze(field, records)),
    };
  },
});
