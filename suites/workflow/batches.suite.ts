// Judges writes of several records at once: all of them happen, as they were meant.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { type StoredRecord, createRecords, gateway, serviceKey } from "./airtable-records.ts";
import { workflow } from "./workflow.checks.ts";

const table = "People";
/** As many as Airtable takes at once. */
const most = 10;

const sorted = (records: readonly StoredRecord[], field: string) =>
  records.map(({ fields }) => String(fields[field])).toSorted();

verify(workflow.batches, async (context) => {
  needSimulatedAirtable(context.stack);
  const records = createRecords(context, { headers: serviceKey(context) });
  const marker = `Batch ${randomUUID()}`;
  const names = Array.from({ length: most }, (_, index) => `${marker} ${index}`);
  /** What is there, and not what a write has answered. */
  const there = async () =>
    (await records.page(table, { filter_by_formula: `FIND('${marker}', {Name}) = 1` })).records;
  const creation = { records: names.map((Name) => ({ fields: { Name } })) };
  const created = await records.write("POST", table, creation);
  expect(sorted(await there(), "Name"), `records after ${gateway} created ${most} at once`).toEqual(names);

  const changes = created.map(({ id }, index) => ({ id, fields: { Title: `Title ${index}` } }));
  await records.write("PATCH", table, { records: changes });
  const titles = changes.map(({ fields }) => fields.Title);
  expect(sorted(await there(), "Title"), `titles after ${gateway} updated ${most} at once`).toEqual(titles);

  const [first, other] = [names[0] ?? "", `${marker} new`];
  await records.write("PATCH", table, {
    records: [first, other].map((Name) => ({ fields: { Name, Title: "Upserted" } })),
    upsert: { fields_to_merge_on: ["Name"] },
  });
  const upserted = await there();
  const kept = upserted.find(({ fields }) => fields["Name"] === first);
  expect(
    sorted(upserted, "Name"),
    `records after ${gateway} upserted one that is there and one that is not`,
  ).toEqual([...names, other].toSorted());
  expect(kept, "the record that the upsert's field named").toMatchObject({
    id: created.find(({ fields }) => fields["Name"] === first)?.id,
    fields: { Title: "Upserted" },
  });

  const ids = upserted.map(({ id }) => id);
  const typecast = { records: [{ id: ids[0], fields: { Score: "4" } }], typecast: true };
  const [cast] = await records.write("PATCH", table, typecast);
  expect(cast?.fields["Score"], `the number that ${gateway} asked to be made of a text, with typecast`).toBe(
    4,
  );

  await records.remove(table, ids.slice(0, most));
  const left = (await there()).map(({ id }) => id);
  expect(left, `records left after ${gateway} deleted ${most} of ${ids.length} at once`).toEqual(
    ids.slice(most),
  );
  await records.remove(table, left);
});
