// get_field_info: a table's fields, or one of them, with types, options and how they are filled.
import { z } from "zod";
import type { Field, Table } from "../airtable-gateway-client.ts";
import { inTable, text } from "../arguments.ts";
import { findField, findTable, kindOf, primaryField } from "../schema.ts";
import { defineTool } from "../tool.ts";

const describe = (table: Table, field: Field) => ({
  ...field,
  kind: kindOf(field),
  primary: field.id === primaryField(table).id,
});

export const getFieldInfo = defineTool({
  name: "get_field_info",
  description: "Describes the fields of a table, or one of them: type, options, which one is primary.",
  effect: "read",
  input: z.strictObject({ ...inTable, field: text(255).optional().describe("One field; all when left out") }),
  run: async ({ base_id, table: name, field }, airtable) => {
    const table = await findTable(airtable, { baseId: base_id, table: name });
    const fields = field === undefined ? table.fields : [findField(table, field)];
    return {
      table: table.name,
      primary_field: primaryField(table).name,
      count: fields.length,
      fields: fields.map((each) => describe(table, each)),
    };
  },
});
