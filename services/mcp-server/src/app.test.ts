// The plain HTTP door of mcp-server: who gets in, and what comes out.
import { expect, test } from "vitest";
import { startApp } from "./test-app.ts";
import { books, library } from "./test-gateway.ts";

const aCall = { name: "get_record", arguments: { table: "Books", record_id: "rec1" } };

test.each([
  [404, 404, "because"],
  [422, 422, "because"],
  [429, 429, "because"],
  [401, 502, "airtable-gateway refuses this service's key."],
  [500, 502, "because"],
  [504, 504, "because"],
])(
  "When the gateway answers %i, then the tool call is a problem with %i, never a success",
  async (theirs, ours, detail) => {
    await using system = await startApp(library([], { status: theirs, body: { detail: "because" } }));
    const answer = await system.send("/tools/call", aCall);
    expect(answer.status).toBe(ours);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: ours, detail });
  },
);

test("When the gateway says when to come back, then the caller is told", async () => {
  const busy = { status: 503, body: { detail: "busy" }, headers: { "retry-after": "7" } };
  await using system = await startApp(library([], busy));
  const answer = await system.send("/tools/call", aCall);
  expect(answer.headers.get("retry-after")).toBe("7");
});

test("When the gateway is away, then a tool call is 502 naming it and readiness is 503", async () => {
  await using system = await startApp(library([]));
  expect((await system.send("/ready")).status).toBe(200);
  await system.endGateway();
  const answer = await system.send("/tools/call", aCall);
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ peer: "airtable-gateway" });
  const ready = await system.send("/ready");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    status: "not-ready",
    checks: { "airtable-gateway": { status: "down", required: true } },
  });
});

test("When a tool succeeds, then the answer says ok and has its result", async () => {
  await using system = await startApp(library(books(2)));
  const answer = await system.send("/tools/call", { name: "list_tables" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    name: "list_tables",
    ok: true,
    result: { base_id: "appDefault", count: 1, tables: [{ name: "Books", primary_field: "Title" }] },
  });
});

test.each([
  ["an unknown tool", { name: "drop_table", arguments: {} }, 404],
  ["no name", { arguments: {} }, 422],
  ["no body", undefined, 422],
  ["a list for a body", [], 422],
  ["arguments of the wrong type", { name: "get_records", arguments: { table: 7 } }, 422],
  ["an argument that is not there", { name: "get_records", arguments: { table: "Books", tabel: "x" } }, 422],
  ["a limit that is too large", { name: "get_records", arguments: { table: "Books", limit: 1e9 } }, 422],
  ["NUL in a name", { name: "get_records", arguments: { table: "Bo\0oks" } }, 422],
  ["half a surrogate pair", { name: "get_records", arguments: { table: "\ud800" } }, 422],
  [
    "an eleventh record",
    {
      name: "batch_create_records",
      arguments: { table: "Books", records: Array.from({ length: 11 }, () => ({ fields: { a: 1 } })) },
    },
    422,
  ],
  [
    "deep nesting",
    `{"name":"create_record","arguments":{"table":"Books","fields":{"a":${"[".repeat(9000)}${"]".repeat(9000)}}}}`,
    422,
  ],
  [
    "a number that would become null, and clear the cell",
    '{"name":"create_record","arguments":{"table":"Books","fields":{"Pages":1e999}}}',
    422,
  ],
  ["malformed JSON", "{", 400],
])("When a call has %s, then it is %s", async (_what, body, status) => {
  await using system = await startApp(library(books(1)));
  const reply = await system.send("/tools/call", body ?? "");
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
  expect(system.asked).toEqual([]);
});

test("When ALLOWED_HOSTS is set, then another host name is 403", async () => {
  await using system = await startApp(library([]), ["mcp-server"]);
  expect((await system.send("/tools")).status).toBe(403);
});

test("When nothing answers a path, then it is 404 whoever asks", async () => {
  await using system = await startApp(library([]));
  expect((await fetch(`${system.url}/no/such/path`)).status).toBe(404);
});
