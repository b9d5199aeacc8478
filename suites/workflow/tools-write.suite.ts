// Judges the MCP tools that write: airtable-gateway is asked after each whether it is so.
import { expect } from "vitest";
import { verify } from "../verify.ts";
import { openSightings, type StoredRecord } from "./sightings.ts";
import { toolCaller } from "./tool-call.ts";
import { workflow } from "./workflow.checks.ts";

interface Writing {
  readonly call: ReturnType<typeof toolCaller>;
  readonly mark: string;
  /** What airtable-gateway has of each. */
  readonly shown: (ids: readonly string[]) => Promise<readonly (StoredRecord["fields"] | undefined)[]>;
  /** Ids of what a tool says that it has created, remembered to be cleaned up. */
  readonly keep: (records: unknown) => readonly string[];
}

async function judgeBatches({ call, mark, shown, keep }: Writing): Promise<readonly string[]> {
  const fields = [1, 2, 3].map((n) => ({ Code: `${mark} ${n}`, "Head Count": n }));
  const created = await call("batch_create_records", { records: fields.map((each) => ({ fields: each })) });
  expect(created["count"], "what batch_create_records of mcp-server counts").toBe(3);
  const ids = keep(created["records"]);
  expect(await shown(ids), "the records after batch_create_records of mcp-server").toMatchObject(fields);
  const changes = ids.slice(0, 2).map((id, n) => ({ id, fields: { "Head Count": 20 + n } }));
  const changed = await call("batch_update_records", { records: changes });
  expect(changed["count"], "what batch_update_records of mcp-server counts").toBe(2);
  expect(
    await shown(ids),
    "the three records after batch_update_records of mcp-server has changed two",
  ).toMatchObject([{ ...fields[0], "Head Count": 20 }, { ...fields[1], "Head Count": 21 }, { ...fields[2] }]);
  return ids;
}

async function judgeSingle({ call, mark, shown, keep }: Writing, others: readonly string[]): Promise<void> {
  const created = await call("create_record", { fields: { Code: mark, "Head Count": 9 } });
  const [id = ""] = keep([created["record"] ?? {}]);
  const now = async () => (await shown([id]))[0];
  expect(await now(), "the record after create_record of mcp-server").toMatchObject({
    Code: mark,
    "Head Count": 9,
  });
  const updated = await call("update_record", { record_id: id, fields: { "Head Count": 7 } });
  expect(updated["record"], "what update_record answers").toMatchObject({ id });
  expect(await now(), "the record after update_record of mcp-server").toMatchObject({
    Code: mark,
    "Head Count": 7,
  });
  const deleted = await call("delete_record", { record_id: id });
  expect(deleted, "what delete_record answers").toMatchObject({ deleted: true, record_id: id });
  expect(await now(), "the record after delete_record of mcp-server").toBeUndefined();
  const left = (await shown(others)).filter((fields) => fields !== undefined);
  expect(left.length, "other records after delete_record of mcp-server").toBe(others.length);
}

verify(workflow.toolsWrite, async (context) => {
  const { baseId, table, mark, read, remove } = openSightings(context);
  const written = new Set<string>();
  const writing: Writing = {
    call: toolCaller(context, { baseId, table }),
    mark,
    shown: (ids) => Promise.all(ids.map((id) => read(id))),
    keep: (records) => {
      const ids = ((records ?? []) as readonly StoredRecord[]).map(({ id }) => id);
      for (const id of ids) written.add(id);
      return ids;
    },
  };
  try {
    const batch = await judgeBatches(writing);
    await judgeSingle(writing, batch);
  } finally {
    // One by one: what a tool has deleted already must not keep the others.
    for (const id of written) await remove([id]);
  }
});
