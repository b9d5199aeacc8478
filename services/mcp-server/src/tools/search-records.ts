// search_records: the records that have a text in any of their fields, or in the given ones.
import { z } from "zod";
import { inTable, text } from "../arguments.ts";
import { conditionsFormula, where } from "../conditions.ts";
import { allOf, containsAnywhere } from "../formula.ts";
import { readRecords } from "../read-records.ts";
import { findField, findTable, kindOf } from "../schema.ts";
import { defineTool } from "../tool.ts";

/** More would not fit in the URL that Airtable takes. */
const searchedFields = 40;

export const searchRecords = defineTool({
  name: "search_records",
  description: "Finds the records that contain a text, whatever its case, in any field or in the given ones.",
  effect: "read",
  input: z.strictObject({
    ...inTable,
    query: text(200).describe("The text to look for, taken literally"),
    fields: z.array(text(255)).min(1).max(searchedFields).optional().describe("Where to look"),
    where,
    limit: z.int().min(1).max(1000).default(100),
  }),
  run: async ({ base_id, table: name, query, fields, limit, where: conditions = [] }, airtable) => {
    const place = { baseId: base_id, table: name };
    const table = await findTable(airtable, place);
    const readable = table.fields.filter((field) => !["opaque", "checkbox"].includes(kindOf(field)));
    const searched = fields?.map((field) => findField(table, field)) ?? readable.slice(0, searchedFields);
    const { records, offset } = await readRecords(
      airtable,
      { ...place, table: table.id },
      {
        limit,
        filter_by_formula: allOf([containsAnywhere(searched, query), conditionsFormula(table, conditions)]),
      },
    );
    return {
      table: table.name,
      query,
      searched_fields: searched.map((field) => field.name),
      count: records.length,
      records,
      has_more: offset !== undefined,
    };
  },
});
