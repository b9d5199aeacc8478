// Judges the MCP tools that read: each is asked about records of this check's own, whose answer is known.
import { expect } from "vitest";
import { verify } from "../verify.ts";
import { type BaseTable, openSightings, type StoredRecord } from "./sightings.ts";
import { toolCaller, toolNames } from "./tool-call.ts";
import { workflow } from "./workflow.checks.ts";

type Call = ReturnType<typeof toolCaller>;

/** Three records, two of them alike in their remarks; a comma and quotes, as CSV has to quote them. */
const sightingsOf = (mark: string) => [
  { Code: `${mark} a`, "Head Count": 5, Remarks: `${mark} twin` },
  { Code: `${mark} b`, "Head Count": 30, Remarks: `${mark} twin` },
  { Code: `${mark} c`, "Head Count": 10, Remarks: `${mark}, "alone"` },
];

const shapeOf = (fields: BaseTable["fields"]) => fields.map(({ id, name, type }) => ({ id, name, type }));
const idsOf = (records: unknown) => ((records ?? []) as readonly StoredRecord[]).map(({ id }) => id);
const ours = (mark: string) => ({ where: [{ field: "Code", operator: "contains", value: mark }] });

async function judgeSchema(call: Call, tables: readonly BaseTable[], table: string): Promise<void> {
  expect(tables.length, "tables that airtable-gateway shows").toBeGreaterThan(1);
  const listed = ((await call("list_tables"))["tables"] ?? []) as readonly BaseTable[];
  expect(
    listed.map(({ id, name, fields }) => ({ id, name, fields: shapeOf(fields) })),
    "what list_tables answers, beside what airtable-gateway does",
  ).toEqual(tables.map(({ id, name, fields }) => ({ id, name, fields: shapeOf(fields) })));
  const known = shapeOf(tables.find(({ name }) => name === table)?.fields ?? []);
  const info = await call("get_field_info");
  expect(
    { count: info["count"], fields: shapeOf((info["fields"] ?? []) as BaseTable["fields"]) },
    `what get_field_info answers of ${table}, beside what airtable-gateway does`,
  ).toEqual({ count: known.length, fields: known });
}

/** Two pages, sorted: what is left out of sort, limit or offset shows in one of them. */
async function judgePages(call: Call, mark: string, [a, b, c]: readonly string[]): Promise<void> {
  const asked = { ...ours(mark), sort: [{ field: "Head Count", direction: "desc" }], limit: 2 };
  const first = await call("get_records", asked);
  expect(idsOf(first["records"]), "the two largest, of get_records with sort and limit").toEqual([b, c]);
  expect(first, "get_records of two out of three").toMatchObject({ count: 2, has_more: true });
  const rest = await call("get_records", { ...asked, offset: first["offset"] });
  expect(idsOf(rest["records"]), "the rest, of get_records with that offset").toEqual([a]);
  expect(rest["has_more"], "has_more of get_records at the end").toBe(false);
}

async function judgeFinds(call: Call, mark: string, ids: readonly string[]): Promise<void> {
  const [known] = sightingsOf(mark);
  const one = await call("get_record", { record_id: ids[0] });
  expect(one["record"], "what get_record answers").toMatchObject({ id: ids[0], fields: known });
  const twins = await call("search_records", { query: `${mark} twin` });
  expect(idsOf(twins["records"]).toSorted(), "what search_records finds").toEqual(ids.slice(0, 2).toSorted());
  const { groups } = (await call("find_duplicates", { fields: ["Remarks"] })) as {
    groups?: readonly { values: object; count: number; record_ids: readonly string[] }[];
  };
  const seen = groups?.filter(({ record_ids }) => record_ids.some((id) => ids.includes(id)));
  expect(seen, "groups of find_duplicates with one of three records, two of which are alike").toEqual([
    { values: { Remarks: `${mark} twin` }, count: 2, record_ids: expect.arrayContaining(ids.slice(0, 2)) },
  ]);
  expect(seen?.[0]?.record_ids.length, "records in that group").toBe(2);
}

async function judgeWhole(call: Call, mark: string): Promise<void> {
  const analysis = await call("analyze_table_data", { ...ours(mark), fields: ["Head Count", "Remarks"] });
  expect(analysis, "what analyze_table_data says of 5, 30 and 10").toMatchObject({
    record_count: 3,
    fields: [
      { name: "Head Count", filled: 3, numbers: { count: 3, min: 5, max: 30, sum: 45, average: 15 } },
      { name: "Remarks", distinct: 2, top_values: [{ value: `${mark} twin`, count: 2 }, { count: 1 }] },
    ],
  });
  const columns = ["Code", "Head Count", "Remarks"];
  const exported = await call("export_table_csv", { ...ours(mark), fields: columns });
  expect(exported, "what export_table_csv says of the rows").toMatchObject({ columns, row_count: 3 });
  const [header, ...rows] = String(exported["csv"]).split("\r\n");
  expect({ header, rows: rows.toSorted() }, "the lines of the CSV (RFC 4180)").toEqual({
    header: columns.join(","),
    rows: ["", `${mark} a,5,${mark} twin`, `${mark} b,30,${mark} twin`, `${mark} c,10,"${mark}, ""alone"""`],
  });
}

verify(workflow.toolsRead, async (context) => {
  const { http, setting } = context;
  const { baseId, table, mark, tables, create, remove } = openSightings(context);
  const headers = { "x-api-key": setting("mcp-server", "API_KEY") };
  const { json } = await http.get("mcp-server", "/tools", { headers });
  const offered = (json?.["tools"] as readonly { name: string }[] | undefined)?.map(({ name }) => name);
  expect(offered, "tools that GET /tools lists").toEqual(expect.arrayContaining([...toolNames]));
  const call = toolCaller(context, { baseId, table });
  const ids = await create(sightingsOf(mark));
  try {
    await judgeSchema(call, await tables(), table);
    await judgePages(call, mark, ids);
    await judgeFinds(call, mark, ids);
    await judgeWhole(call, mark);
  } finally {
    await remove(ids);
  }
});
