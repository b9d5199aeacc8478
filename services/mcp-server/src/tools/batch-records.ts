// batch_create_records and batch_update_records: up to ten records in one write.
import { z } from "zod";
import { batchSize, cells, inTable, recordId, typecast } from "../arguments.ts";
import { defineTool } from "../tool.ts";

const batch = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .min(1, "is empty")
    .max(batchSize, `has more than ${batchSize} records`)
    .describe(`1 to ${batchSize} records, written together`);

export const batchCreateRecords = defineTool({
  name: "batch_create_records",
  description: `Creates up to ${batchSize} records in one write: all of them or none.`,
  effect: "add",
  input: z.strictObject({ ...inTable, records: batch(z.strictObject({ fields: cells })), typecast }),
  run: async ({ base_id, table, records, typecast: convert }, airtable) => {
    const created = await airtable.create({ baseId: base_id, table }, { records, typecast: convert });
    return { count: created.length, records: created };
  },
});

export const batchUpdateRecords = defineTool({
  name: "batch_update_records",
  description: `Changes fields of up to ${batchSize} records in one write: all of them or none.`,
  effect: "change",
  input: z.strictObject({
    ...inTable,
    records: batch(z.strictObject({ id: recordId, fields: cells })),
    typecast,
  }),
  run: async ({ base_id, table, records, typecast: convert }, airtable) => {
    const updated = await airtable.update({ baseId: base_id, table }, { records, typecast: convert });
    return { count: updated.length, records: updated };
  },
});
