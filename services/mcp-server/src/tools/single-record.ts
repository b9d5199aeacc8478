// get_record, create_record, update_record, delete_record: one record at a time.
import { Problem } from "#kit/problem.ts";
import { z } from "zod";
import type { AirtableRecord } from "../airtable-gateway-client.ts";
import { cells, inTable, recordId, typecast } from "../arguments.ts";
import { defineTool } from "../tool.ts";

const oneRecord = { ...inTable, record_id: recordId };

function only(records: readonly AirtableRecord[]): { record: AirtableRecord } {
  const [record] = records;
  if (!record) throw new Problem(502, "airtable-gateway answers a write without the record.");
  return { record };
}

export const getRecord = defineTool({
  name: "get_record",
  description: "Gets one record by its id.",
  effect: "read",
  input: z.strictObject(oneRecord),
  run: async ({ base_id, table, record_id }, airtable) => ({
    record: await airtable.record({ baseId: base_id, table }, record_id),
  }),
});

export const createRecord = defineTool({
  name: "create_record",
  description: "Creates one record and answers it with its new id.",
  effect: "add",
  input: z.strictObject({ ...inTable, fields: cells, typecast }),
  run: async ({ base_id, table, fields, typecast: convert }, airtable) =>
    only(await airtable.create({ baseId: base_id, table }, { records: [{ fields }], typecast: convert })),
});

export const updateRecord = defineTool({
  name: "update_record",
  description: "Changes the given fields of one record and leaves its other fields alone.",
  effect: "change",
  input: z.strictObject({ ...oneRecord, fields: cells, typecast }),
  run: async ({ base_id, table, record_id, fields, typecast: convert }, airtable) => {
    const records = [{ id: record_id, fields }];
    return only(await airtable.update({ baseId: base_id, table }, { records, typecast: convert }));
  },
});

export const deleteRecord = defineTool({
  name: "delete_record",
  description: "Deletes one record for good.",
  effect: "change",
  input: z.strictObject(oneRecord),
  run: async ({ base_id, table, record_id }, airtable) => {
    await airtable.remove({ baseId: base_id, table }, record_id);
    return { deleted: true, record_id };
  },
});
