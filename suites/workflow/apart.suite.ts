// Judges that what is asked is what is answered: each base by itself, and search text as it is written.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { type Table, basesOf, createRecords, gateway, serviceKey } from "./airtable-records.ts";
import { workflow } from "./workflow.checks.ts";

const mcp = "mcp-server";

interface Tables {
  readonly base_id: string;
  readonly tables: readonly Table[];
}

/** Writes to the other base and takes it back; the base that is asked by default must never see it. */
async function judgeRecords(context: CheckContext, base: string, table: Table): Promise<void> {
  const headers = serviceKey(context);
  const [there, byDefault] = [createRecords(context, { headers, base }), createRecords(context, { headers })];
  const listed = await there.page(table.id);
  expect(listed.records.length, `records of ${table.name} in base ${base}`).toBeGreaterThan(0);
  const primary = table.fields.find(({ id }) => id === table.primaryFieldId)?.name ?? "";
  const fields = { [primary]: `Apart ${randomUUID()}` };
  const [created] = await there.write("POST", table.id, { records: [{ fields }] });
  const id = created?.id ?? "none";
  const read = await there.read(table.id, id);
  expect(read.json, `the record that ${gateway} created in base ${base}, read there`).toMatchObject({
    id,
    fields,
  });
  const elsewhere = await byDefault.read(table.id, id);
  expect(elsewhere.status, `status of that record of base ${base} in the default base`).toBe(404);
  await there.remove(table.id, [id]);
  expect((await there.read(table.id, id)).status, `status of a record deleted in base ${base}`).toBe(404);
}

verify(workflow.bases, async (context) => {
  const { http, stack, setting } = context;
  needSimulatedAirtable(stack);
  const headers = serviceKey(context);
  const bases = await basesOf(context);
  const tablesOf = async (base: string): Promise<readonly Table[]> => {
    const reply = await http.get(gateway, `/api/airtable/tables?base_id=${base}`, { headers });
    expect(reply.status, `status of the tables of ${base}`).toBe(200);
    const { tables, base_id } = reply.json as unknown as Tables;
    expect(base_id, "the base that the answer is about").toBe(base);
    return tables;
  };
  const seen = new Map<string, string>();
  // Each twice: the second answer may come from the cache.
  for (const base of [...bases, ...bases])
    for (const { id } of await tablesOf(base)) {
      const owner = seen.get(id) ?? base;
      expect(owner, `the base of table ${id}, which ${gateway} shows in base ${base}`).toBe(base);
      seen.set(id, base);
    }
  const other = bases.find((id) => id !== setting(gateway, "AIRTABLE_BASE")) ?? "";
  const [table] = await tablesOf(other);
  if (!table) throw new Failure(`${gateway} shows no table in base ${other}`);
  await judgeRecords(context, other, table);
});

/** Each would end the quote, or stand for something else, where it is not escaped. */
const hostile = ['"', "\\", '") > 0, TRUE(), ("', '" & {Name} & "'];

verify(workflow.search, async (context) => {
  const { http, stack, setting } = context;
  needSimulatedAirtable(stack);
  const headers = { "x-api-key": setting(mcp, "API_KEY") };
  const search = async (query: string) => {
    const reply = await http.post(mcp, "/tools/call", {
      headers,
      json: { name: "search_records", arguments: { table: "People", query } },
    });
    expect(reply.status, `status of search_records for ${JSON.stringify(query)}`).toBe(200);
    const { result } = reply.json as unknown as { result?: { count?: number } };
    return result?.count;
  };
  const everybody = await search("@");
  expect(everybody, "people whose e-mail address has an @").toBeGreaterThan(0);
  for (const query of hostile)
    expect(await search(query), `records that search_records finds for ${JSON.stringify(query)}`).toBe(0);
});
