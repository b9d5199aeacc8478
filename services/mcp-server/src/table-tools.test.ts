// The tools that read a whole table: they page, they count right, and they say where they stopped.
import { expect, test } from "vitest";
import { startApp } from "./test-app.ts";
import { books, library } from "./test-gateway.ts";

async function result(records: Parameters<typeof library>[0], name: string, given: Record<string, unknown>) {
  await using system = await startApp(library(records));
  const reply = await system.send("/tools/call", { name, arguments: { table: "Books", ...given } });
  const body = (await reply.json()) as { result: Record<string, unknown> };
  const queries = system.asked.filter(({ path }) => path.endsWith("/records")).map(({ query }) => query);
  return { status: reply.status, result: body.result, queries };
}

const titled = (...titles: string[]) =>
  titles.map((Title, index) => ({ id: `rec${index}`, fields: { Title } as Record<string, unknown> }));

test("When more than a page is asked for, then get_records follows the offsets and stops at the limit", async () => {
  const { result: got, queries } = await result(books(260), "get_records", { limit: 150 });
  expect(queries.map((query) => [query.get("page_size"), query.get("offset")])).toEqual([
    ["100", null],
    ["50", "100"],
  ]);
  expect(got).toMatchObject({ count: 150, has_more: true, offset: "150" });
});

test("When the last page is asked for, then there is no offset any more", async () => {
  const { result: got } = await result(books(260), "get_records", { limit: 100, offset: "200" });
  expect(got).toMatchObject({ count: 60, has_more: false });
  expect(got).not.toHaveProperty("offset");
});

test("When sorting and fields are given, then the gateway is asked for them", async () => {
  const sort = [{ field: "A, b:c", direction: "desc" }];
  const { queries } = await result(books(1), "get_records", { sort, fields: ["Title", "Pages"] });
  expect(JSON.parse(queries[0]?.get("sort") ?? "")).toEqual(sort);
  expect(queries[0]?.get("fields")).toBe("Title,Pages");
});

test("When a text is searched for, then the formula holds it as a literal and skips what has no text", async () => {
  const { queries, result: got } = await result(books(1), "search_records", { query: '"), TRUE(), ("' });
  expect(queries[0]?.get("filter_by_formula")).toContain(String.raw`FIND(LOWER("\"), TRUE(), (\""), LOWER(`);
  expect(got).toMatchObject({ searched_fields: ["Title", "Pages", "Tags", "Odd} name"], count: 1 });
});

test("When a table is analysed, then numbers over all pages add up", async () => {
  const { result: got } = await result(books(250), "analyze_table_data", { fields: ["Pages"] });
  expect(got).toMatchObject({
    record_count: 250,
    truncated: false,
    fields: [{ name: "Pages", filled: 250, numbers: { count: 250, min: 0.1, max: 249.1, sum: 31150 } }],
  });
});

test("When a table is larger than the cap, then the answer says that it stopped there", async () => {
  const { result: got } = await result(books(5001), "export_table_csv", { fields: ["Title"] });
  expect(got).toMatchObject({ row_count: 5000, cap: 5000, truncated: true });
});

test("When values differ only in case, then they are duplicates unless case counts", async () => {
  const records = titled("Dune", "dune ", "Emma", "");
  records.push({ id: "rec9", fields: {} });
  const { result: loose } = await result(records, "find_duplicates", {});
  expect(loose).toMatchObject({ group_count: 1, groups: [{ count: 2, record_ids: ["rec0", "rec1"] }] });
  const { result: strict } = await result(records, "find_duplicates", { ignore_case: false });
  expect(strict).toMatchObject({ group_count: 0 });
});

test("When a field is not there, then the answer is 422 and names the fields", async () => {
  const { status } = await result(books(1), "find_duplicates", { fields: ["Nope"] });
  expect(status).toBe(422);
});

test("When one field is asked for, then its description comes back, whatever the case of its name", async () => {
  const { result: got } = await result([], "get_field_info", { field: "pages" });
  expect(got).toMatchObject({
    primary_field: "Title",
    count: 1,
    fields: [{ name: "Pages", kind: "number" }],
  });
});

test("When a table is exported, then the first line names the fields and formulas are guarded", async () => {
  const { result: got } = await result(titled("=cmd()", "Emma"), "export_table_csv", { fields: ["Title"] });
  expect(got).toMatchObject({ csv: "Title\r\n'=cmd()\r\nEmma\r\n", guarded_cells: 1 });
});
