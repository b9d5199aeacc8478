// get_records: a table's records, page by page, filtered and sorted.
import { z } from "zod";
import type { Airtable } from "../airtable-gateway-client.ts";
import { formula, inTable, text, view } from "../arguments.ts";
import { conditionsFormula, where } from "../conditions.ts";
import { allOf } from "../formula.ts";
import { fieldList, readRecords } from "../read-records.ts";
import { findTable } from "../schema.ts";
import { defineTool } from "../tool.ts";

const input = z.strictObject({
  ...inTable,
  limit: z.int().min(1).max(1000).default(100).describe("How many records at most (1 to 1000)"),
  offset: text(200).optional().describe("The offset of an earlier answer, to go on from there"),
  view,
  where,
  filter_by_formula: formula,
  sort: z
    .array(z.strictObject({ field: text(255), direction: z.enum(["asc", "desc"]).default("asc") }))
    .max(5)
    .optional(),
  fields: z.array(text(255)).max(100).optional().describe("Only these fields; all when left out"),
});

/** The filter of `where` and of `filter_by_formula` together. */
export async function filterOf(
  given: Pick<z.output<typeof input>, "base_id" | "table" | "where" | "filter_by_formula">,
  airtable: Airtable,
): Promise<string | undefined> {
  if (!given.where?.length) return given.filter_by_formula;
  const table = await findTable(airtable, { baseId: given.base_id, table: given.table });
  return allOf([conditionsFormula(table, given.where), given.filter_by_formula]);
}

export const getRecords = defineTool({
  name: "get_records",
  description: "Gets records of a table, with paging (limit, offset), filters and sorting.",
  effect: "read",
  input,
  run: async (given, airtable) => {
    const { records, offset } = await readRecords(
      airtable,
      { baseId: given.base_id, table: given.table },
      {
        limit: given.limit,
        offset: given.offset,
        view: given.view,
        filter_by_formula: await filterOf(given, airtable),
        sort: given.sort?.length ? JSON.stringify(given.sort) : undefined,
        fields: fieldList(given.fields),
      },
    );
    return {
      table: given.table,
      count: records.length,
      records,
      has_more: offset !== undefined,
      ...(offset === undefined ? {} : { offset }),
    };
  },
});
