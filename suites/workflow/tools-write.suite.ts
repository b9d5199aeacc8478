// Judges the MCP tools that write: airtable-gateway is asked after each whether it is so.
import { expect } from "vitest";
import { verify } from "../verify.ts";
import { openSightings, type StoredRecord } from "./sightings.ts";
import { toolCaller } from "./tool-call.ts";
import { workflow } from "./workflow.checks.ts";

type Fields = StoredRecord["fields"];

verify(workflow.toolsWrite, async (context) => {
  const { baseId, table, mark, read, remove } = openSightings(context);
  const call = toolCaller(context, { baseId, table });
  const written: string[] = [];
  const shown = async (ids: readonly string[]) => Promise.all(ids.map((id) => read(id)));
  const keep = (records: unknown): readonly string[] => {
    const ids = ((records ?? []) as readonly StoredRecord[]).map(({ id }) => id);
    written.push(...ids);
    return ids;
  };
  try {
    const fields: readonly Fields[] = [1, 2, 3].map((n) => ({ Code: `${mark} ${n}`, "Head Count": n }));
    const batch = { records: fields.map((each) => ({ fields: each })) };
    const created = await call("batch_create_records", batch);
    expect(created["count"], "what batch_create_records of mcp-server counts").toBe(3);
    const ids = keep(created["records"]);
    expect(await shown(ids), "the records after batch_create_records of mcp-server").toMatchObject([
      ...fields,
    ]);

    const single = await call("create_record", { fields: { Code: mark, "Head Count": 9 } });
    const [last = ""] = keep([single["record"] ?? {}]);
    expect(await read(last), "the record after create_record of mcp-server").toMatchObject({
      Code: mark,
      "Head Count": 9,
    });

    const updated = await call("update_record", { record_id: last, fields: { "Head Count": 7 } });
    expect(updated["record"], "what update_record answers").toMatchObject({ id: last });
    expect(await read(last), "the record after update_record of mcp-server").toMatchObject({
      Code: mark,
      "Head Count": 7,
    });

    const changes = ids.slice(0, 2).map((id, n) => ({ id, fields: { "Head Count": 20 + n } }));
    const changed = await call("batch_update_records", { records: changes });
    expect(changed["count"], "what batch_update_records of mcp-server counts").toBe(2);
    expect(
      await shown(ids),
      "the three records after batch_update_records of mcp-server has changed two",
    ).toMatchObject([
      { ...fields[0], "Head Count": 20 },
      { ...fields[1], "Head Count": 21 },
      { ...fields[2] },
    ]);

    const deleted = await call("delete_record", { record_id: last });
    expect(deleted, "what delete_record answers").toMatchObject({ deleted: true, record_id: last });
    expect(await read(last), "the record after delete_record of mcp-server").toBeUndefined();
    expect((await shown(ids)).includes(undefined), "delete_record has deleted another record too").toBe(
      false,
    );
    written.splice(written.indexOf(last), 1);
  } finally {
    await remove(written);
  }
});
