// list_tables: the base's tables with their fields and views.
import { z } from "zod";
import { baseId } from "../arguments.ts";
import { kindOf, primaryField } from "../schema.ts";
import { defineTool } from "../tool.ts";

export const listTables = defineTool({
  name: "list_tables",
  description: "Lists the tables of a base with their fields and views.",
  effect: "read",
  input: z.strictObject({ base_id: baseId }),
  run: async (input, airtable) => {
    const { base_id, tables } = await airtable.tables(input.base_id);
    return {
      base_id,
      count: tables.length,
      tables: tables.map((table) => ({
        ...table,
        primary_field: primaryField(table).name,
        fields: table.fields.map((field) => ({ ...field, kind: kindOf(field) })),
      })),
    };
  },
});
