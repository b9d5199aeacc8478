// Judges that a table's name and its id mean one table, also to the cache.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { basesOf, createRecords, gateway, serviceKey } from "./airtable-records.ts";
import { workflow } from "./workflow.checks.ts";

verify(workflow.tableIds, async (context) => {
  const { stack, setting } = context;
  needSimulatedAirtable(stack);
  // Not the default base, in which everybody writes: any write might freshen what this one has left stale.
  const base = (await basesOf(context)).find((id) => id !== setting(gateway, "AIRTABLE_BASE")) ?? "";
  const records = createRecords(context, { headers: serviceKey(context), base });
  const table = (await records.tables()).at(-1);
  const primary = table?.fields.find(({ id }) => id === table.primaryFieldId)?.name;
  if (!table || primary === undefined) throw new Failure(`${gateway} shows no table of base ${base}`);
  const marker = randomUUID();
  const seenBy = async (name: string) => {
    const formula = `FIND('${marker}', {${primary}})`;
    const page = await records.page(name, { filter_by_formula: formula });
    return page.records.map(({ fields }) => fields[primary]);
  };
  const body = { records: [{ fields: { [primary]: `${marker} first` } }] };
  const [created] = await records.write("POST", table.id, body);
  const id = created?.id ?? "none";
  const names = { name: table.name, id: table.id };
  for (const [written, read] of [
    ["id", "name"],
    ["name", "id"],
  ] as const) {
    // What is read now is kept.
    expect((await seenBy(names[read])).length, `records found by the table's ${read}`).toBe(1);
    const value = `${marker} by ${written}`;
    const reply = await records.change(names[written], id, { [primary]: value });
    expect(reply.status, `status of a change by the table's ${written}`).toBe(200);
    const what = `what ${gateway} shows by the table's ${read} after a write by its ${written}`;
    expect(await seenBy(names[read]), what).toEqual([value]);
  }
  await records.remove(table.id, [id]);
});
