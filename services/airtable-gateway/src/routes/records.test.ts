// What Airtable is asked when records are listed and written, and what is refused before.
import { expect, test } from "vitest";
import { tableName } from "../names.ts";
import { airtableToken, defaultBase, startSystem } from "../test-system.ts";

const orders = "/api/airtable/tables/Orders/records";
const upstream = `/v0/${defaultBase}/Orders`;
const echo = () => ({ json: { records: [], id: "recAAAAAAAAAAAAAA" } });
const id = "recAAAAAAAAAAAAAA";

test("When records are listed, then every parameter reaches Airtable in its own words", async () => {
  await using system = await startSystem(echo);
  const query = new URLSearchParams({
    page_size: "2",
    offset: "itrA/recB",
    view: "Grid view",
    filter_by_formula: "{Name} = 'Ä & b'",
    sort: "Amount:desc, Due: date",
    fields: "Name, Amount",
  });
  await system.send(`${orders}?${query.toString()}`, { headers: { "x-request-id": "request-12345" } });
  const { url, headers } = system.asked[0] ?? { url: "", headers: {} };
  const [path, search] = url.split("?");
  expect(path).toBe(upstream);
  expect([...new URLSearchParams(search)]).toEqual([
    ["pageSize", "2"],
    ["offset", "itrA/recB"],
    ["view", "Grid view"],
    ["filterByFormula", "{Name} = 'Ä & b'"],
    ["sort[0][field]", "Amount"],
    ["sort[0][direction]", "desc"],
    ["sort[1][field]", "Due: date"],
    ["sort[1][direction]", "asc"],
    ["fields[]", "Name"],
    ["fields[]", "Amount"],
  ]);
  expect(headers).toMatchObject({
    authorization: `Bearer ${airtableToken}`,
    "x-request-id": "request-12345",
  });
});

test("When names have commas, then repeated fields and a JSON sort keep them whole", async () => {
  await using system = await startSystem(echo);
  const sort = JSON.stringify([{ field: "Last, first", direction: "desc" }]);
  const query = new URLSearchParams({ sort });
  query.append("fields[]", "a,b");
  query.append("fields[]", "c");
  await system.send(`${orders}?${query.toString()}`);
  const search = new URLSearchParams(system.asked[0]?.url.split("?")[1]);
  expect(search.getAll("fields[]")).toEqual(["a,b", "c"]);
  expect(search.get("sort[0][field]")).toBe("Last, first");
});

test("When the question is too long for a URL, then it goes to listRecords as a body", async () => {
  await using system = await startSystem(echo);
  const fields = Array.from({ length: 400 }, (_, index) => `ä${index} ü ö ä ü`).join(",");
  const reply = await system.send(`${orders}?page_size=5&fields=${fields}`.replaceAll(" ", "+"));
  expect(reply.status).toBe(200);
  expect(system.asked[0]).toMatchObject({
    method: "POST",
    url: `${upstream}/listRecords`,
    body: { pageSize: 5, fields: expect.arrayContaining(["ä399 ü ö ä ü"]) },
  });
});

test("When a table's name has slashes, spaces and Unicode, then it is one segment of the path", async () => {
  await using system = await startSystem(echo);
  await system.send(
    `/api/airtable/tables/${encodeURIComponent("a/b ü😀?#")}/records?base_id=appOtherOther0001`,
  );
  expect(system.asked[0]?.url).toBe(`/v0/appOtherOther0001/${encodeURIComponent("a/b ü😀?#")}`);
});

test.for([
  "?page_size=0",
  "?page_size=1e2",
  "?page_size=1&page_size=2",
  "?pageSize=5",
  "?base_id=meta",
  "?view=a%00b",
  "?filter_by_formula=a%00b",
  "?sort=[{",
  '?sort=[{"field":"a","direction":"up"}]',
])("When a listing is asked with %s, then it is 422 and Airtable is not asked", async (query) => {
  await using system = await startSystem(echo);
  const reply = await system.send(orders + query);
  expect([reply.status, system.asked.length]).toEqual([422, 0]);
  expect(await reply.json()).toHaveProperty("errors");
});

test.for(["a%00b", "%ED%A0%80", "%ff"])("When the table is %s, then it is refused", async (table) => {
  await using system = await startSystem(echo);
  expect((await system.send(`/api/airtable/tables/${table}/records`)).status).toBeOneOf([400, 422]);
  expect(system.asked).toEqual([]);
});

test("When a table's name would climb the path, then it is no name", () => {
  expect([".", "..", "..."].map((name) => tableName.safeParse(name).success)).toEqual([false, false, true]);
});

test.for<[string, string, unknown, number, string, unknown]>([
  ["POST", "", { fields: { a: 1 } }, 201, "POST", { fields: { a: 1 } }],
  [
    "POST",
    "",
    { records: [{ fields: {} }], typecast: true },
    201,
    "POST",
    { records: [{ fields: {} }], typecast: true },
  ],
  [
    "PATCH",
    "",
    { records: [{ id, fields: { a: 1 } }] },
    200,
    "PATCH",
    { records: [{ id, fields: { a: 1 } }] },
  ],
  [
    "POST",
    "",
    { records: [{ fields: { a: 1 } }], upsert: { fields_to_merge_on: ["a"] } },
    200,
    "PATCH",
    { records: [{ fields: { a: 1 } }], performUpsert: { fieldsToMergeOn: ["a"] } },
  ],
  ["PATCH", `/${id}`, { fields: { a: null } }, 200, "PATCH", { fields: { a: null } }],
  ["PUT", `/${id}`, { fields: {} }, 200, "PUT", { fields: {} }],
])("When %s records%s is sent %o, then it is %i and Airtable gets %s %o", async (row) => {
  const [method, path, body, status, upstreamMethod, upstreamBody] = row;
  await using system = await startSystem(echo);
  expect((await system.send(orders + path, { method, body })).status).toBe(status);
  expect(system.asked).toMatchObject([{ method: upstreamMethod, url: upstream + path, body: upstreamBody }]);
});

test("When records are deleted by query or by body, then Airtable gets records[]", async () => {
  await using system = await startSystem(echo);
  await system.send(`${orders}?records=recA,recB`, { method: "DELETE" });
  await system.send(orders, { method: "DELETE", body: { records: ["recA", "recB"] } });
  await system.send(`${orders}/${id}`, { method: "DELETE" });
  const batch = `${upstream}?records%5B%5D=recA&records%5B%5D=recB`;
  expect(system.asked.map(({ url }) => url)).toEqual([batch, batch, `${upstream}/${id}`]);
});

const deep: unknown = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
test.for<[string, unknown]>([
  ["eleven records", { records: Array.from({ length: 11 }, () => ({ fields: {} })) }],
  ["no records", { records: [] }],
  ["fields that are a list", { fields: [] }],
  ["a member that is not known", { fields: {}, type_cast: true }],
  ["deep nesting", { fields: { a: deep } }],
])("When a create has %s, then it is 422 and Airtable is not asked", async ([, body]) => {
  await using system = await startSystem(echo);
  expect((await system.send(orders, { method: "POST", body })).status).toBe(422);
  expect(system.asked).toEqual([]);
});

test("When a record's id cannot be one, then it is 404; when a method is not declared, then 405", async () => {
  await using system = await startSystem(echo);
  expect((await system.send(`${orders}/..%2Fx`)).status).toBe(404);
  const reply = await system.send(orders, { method: "PUT", body: {} });
  expect([reply.status, reply.headers.get("allow")]).toEqual([
    405,
    "DELETE, GET, HEAD, OPTIONS, PATCH, POST",
  ]);
});
