// The bodies that write records: field values are Airtable's business, their frame is ours.
import { z } from "zod";
import { recordId } from "./names.ts";

const maxBatch = 10;

const fields = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "is not an object of field values",
);

const typecast = z.boolean("is neither true nor false").optional();

const batch = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item, "is not a list")
    .min(1, "is empty")
    .max(maxBatch, `has more than ${maxBatch} records, the most that Airtable takes at once`);

const upsert = z.strictObject({
  fields_to_merge_on: z
    .array(z.string().min(1).max(255), "is not a list of field names")
    .min(1, "is empty")
    .max(3, "has more than 3 fields"),
});

const upsertRecords = z.strictObject({
  records: batch(z.strictObject({ id: recordId.optional(), fields })),
  upsert,
  typecast,
});

/** One record, `{fields}`, or `{records: [{fields}]}`. */
const creation = z.union([
  z.strictObject({ fields, typecast }),
  z.strictObject({ records: batch(z.strictObject({ fields })), typecast }),
]);

const update = z.strictObject({ records: batch(z.strictObject({ id: recordId, fields })), typecast });

export const recordSchema = z.strictObject({ fields, typecast });

export const deletionSchema = z.strictObject({ records: batch(recordId) });

const has = (body: unknown, name: string): boolean =>
  typeof body === "object" && body !== null && name in body;

/** The schema that a body means to follow, so that the faults named are the ones of that schema. */
export function creationSchema(body: unknown) {
  if (has(body, "upsert")) return upsertRecords;
  return has(body, "records") ? creation.options[1] : creation.options[0];
}

export const updateSchema = (body: unknown) => (has(body, "upsert") ? upsertRecords : update);

/** The body in Airtable's words. */
export function upstreamBody(body: z.infer<ReturnType<typeof creationSchema | typeof updateSchema>>) {
  if (!("upsert" in body)) return body;
  const { upsert: merge, ...rest } = body;
  return { ...rest, performUpsert: { fieldsToMergeOn: merge.fields_to_merge_on } };
}
