// export_table_csv: a table's records as comma-separated values.
import { z } from "zod";
import { formula, inTable, text, view } from "../arguments.ts";
import { where } from "../conditions.ts";
import { writeCsv } from "../csv.ts";
import { fieldList, readRecords, tableCap } from "../read-records.ts";
import { findField, findTable } from "../schema.ts";
import { defineTool } from "../tool.ts";
import { filterOf } from "./get-records.ts";

export const exportTableCsv = defineTool({
  name: "export_table_csv",
  description: `Exports a table as CSV (RFC 4180, the first line names the fields). Texts that begin with = + - @, a tab or a carriage return get an apostrophe in front, so that no spreadsheet runs them. Reads at most ${tableCap} records.`,
  effect: "read",
  input: z.strictObject({
    ...inTable,
    fields: z.array(text(255)).min(1).max(100).optional().describe("Only these fields, in this order"),
    view,
    where,
    filter_by_formula: formula,
  }),
  run: async (given, airtable) => {
    const place = { baseId: given.base_id, table: given.table };
    const table = await findTable(airtable, place);
    const columns = (given.fields?.map((name) => findField(table, name)) ?? table.fields).map(
      ({ name }) => name,
    );
    const { records, offset } = await readRecords(
      airtable,
      { ...place, table: table.id },
      {
        limit: tableCap,
        view: given.view,
        fields: given.fields ? fieldList(columns) : undefined,
        filter_by_formula: await filterOf(given, airtable),
      },
    );
    const csv = writeCsv([columns, ...records.map(({ fields }) => columns.map((name) => fields[name]))]);
    return {
      table: table.name,
      columns,
      row_count: records.length,
      cap: tableCap,
      truncated: offset !== undefined,
      guarded_cells: csv.guarded,
      csv: csv.text,
    };
  },
});
