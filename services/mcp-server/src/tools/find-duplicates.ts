// find_duplicates: groups of records that have the same values in the given fields.
import { z } from "zod";
import { inTable, text } from "../arguments.ts";
import { cellText } from "../cell-text.ts";
import { fieldList, readRecords, tableCap } from "../read-records.ts";
import { findField, findTable, primaryField } from "../schema.ts";
import { defineTool } from "../tool.ts";

export const findDuplicates = defineTool({
  name: "find_duplicates",
  description: `Groups the records with the same values in the given fields (the primary field when left out). A record without any of the values is in no group. Reads at most ${tableCap} records.`,
  effect: "read",
  input: z.strictObject({
    ...inTable,
    fields: z.array(text(255)).min(1).max(10).optional(),
    ignore_case: z.boolean().default(true).describe("Take Ada and ADA for the same, and spaces around them"),
  }),
  run: async ({ base_id, table: name, fields: names, ignore_case }, airtable) => {
    const place = { baseId: base_id, table: name };
    const table = await findTable(airtable, place);
    const fields = names?.map((field) => findField(table, field).name) ?? [primaryField(table).name];
    const { records, offset } = await readRecords(
      airtable,
      { ...place, table: table.id },
      { limit: tableCap, fields: fieldList(fields) },
    );
    const groups = Map.groupBy(records, (record) => {
      const values = fields.map((field) => cellText(record.fields[field]));
      const compared = ignore_case ? values.map((value) => value.trim().toLowerCase()) : values;
      return values.every((value) => value === "") ? record.id : JSON.stringify(compared);
    });
    const duplicates = [...groups.values()].filter((group) => group.length > 1);
    return {
      table: table.name,
      fields,
      records_read: records.length,
      cap: tableCap,
      truncated: offset !== undefined,
      group_count: duplicates.length,
      groups: duplicates.map((group) => ({
        values: Object.fromEntries(fields.map((field) => [field, group[0]?.fields[field] ?? null])),
        count: group.length,
        record_ids: group.map(({ id }) => id),
      })),
    };
  },
});
