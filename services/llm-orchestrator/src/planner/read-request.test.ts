// Many wordings, two bases: what the planner takes a message for.
import { expect, test } from "vitest";
import type { BaseSchema } from "./base-schema.ts";
import { readRequest } from "./read-request.ts";
import { observatory, shop } from "./test-bases.ts";

/** The request with tables and fields by name. */
function read(message: string, schema: BaseSchema): unknown {
  const request: Record<string, unknown> = { ...readRequest(message, schema) };
  for (const name of ["table", "field"]) {
    const named = request[name] as { name: string } | undefined;
    if (named) request[name] = named.name;
  }
  return request;
}

test.each([
  "list the tables",
  "Which tables are there?",
  "what tables do you have",
  "how many tables are there?",
  "What is in this base?",
])("When the message is %j, then the tables are asked for", (message) => {
  expect(read(message, shop)).toEqual({ kind: "list-tables" });
  expect(read(message, observatory)).toEqual({ kind: "list-tables" });
});

test.each([
  ["how many records are in Orders?", "Orders", shop],
  ["How many orders are there", "Orders", shop],
  ["count the ordres", "Orders", shop],
  ["number of PEOPLE", "People", shop],
  ["how many persons are in the table", "People", shop],
  ["total number of records in Orders", "Orders", shop],
  ["how many rows has the night-logs table?", "Night Logs", observatory],
  ["how many nightlogs", "Night Logs", observatory],
  ["how many logs are there", "Night Logs", observatory],
  ["count telescops", "🔭 Telescopes", observatory],
])("When the message is %j, then the records of %s are counted", (message, table, schema) => {
  expect(read(message, schema)).toEqual({ kind: "count", table, where: [], ignored: [] });
});

test.each([
  ["find Ada Lovelace in People", "Ada Lovelace", "People"],
  ["search People for Ada", "Ada", "People"],
  ["Find “Ada” in the people table, please", "Ada", "People"],
  ["look up order SO-1010", "SO-1010", "Orders"],
  ["find people named Zoë O'Neill?", "Zoë O'Neill", "People"],
  ["find Orders in People", "Orders", "People"],
  ["who is Ada Lovelace?", "Ada Lovelace", undefined],
  ["search for ada@example.com", "ada@example.com", undefined],
])("When the message is %j, then %j is searched for in %s", (message, text, table) => {
  expect(read(message, shop)).toEqual({ kind: "search", text, table, where: [] });
});

const is = (field: string, value: unknown) => ({ field, operator: "is", value });

test.each([
  ["list orders where Status is Shipped", [is("Status", "Shipped")]],
  [
    "orders where the amount is greater than 1,000 and status is new",
    [{ field: "Amount", operator: "greater_than", value: 1000 }, is("Status", "new")],
  ],
  [
    "find orders whose status is not cancelled",
    [{ field: "Status", operator: "is_not", value: "cancelled" }],
  ],
  ["orders with status shipped", [is("Status", "shipped")]],
  ["shipped orders", [is("Status", "Shipped")]],
  ["show all paid orders", [is("Paid", true)]],
  ["orders where Discount > 10%", [{ field: "Discount", operator: "greater_than", value: 0.1 }]],
  [
    "records where order date is after 2025-03-01 in Orders",
    [{ field: "Order Date", operator: "greater_than", value: "2025-03-01" }],
  ],
  [
    "orders where order number contains SO-1",
    [{ field: "Order Number", operator: "contains", value: "SO-1" }],
  ],
  ["orders where amount is empty", [{ field: "Amount", operator: "is_empty" }]],
])("When the message is %j, then its conditions are understood", (message, where) => {
  expect(read(message, shop)).toMatchObject({ kind: "records", table: "Orders", where, ignored: [] });
});

test.each([
  ["sum of Amount in Orders", "sum", "Amount"],
  ["total amount of orders", "sum", "Amount"],
  ["what is the average total of orders", "average", "Total"],
  ["highest Amount in Orders", "max", "Amount"],
  ["avg amonut of orders", "average", "Amount"],
])("When the message is %j, then it is the %s of %s", (message, statistic, field) => {
  expect(read(message, shop)).toMatchObject({ kind: "statistic", statistic, field, table: "Orders" });
});

test("When a statistic is asked of a base that was never seen, then its own fields are found", () => {
  expect(read("mean aperture of the telescopes", observatory)).toMatchObject({
    statistic: "average",
    field: "Aperture (mm)",
  });
  expect(read("sum up minutes exposed in night logs where seeing is poor", observatory)).toMatchObject({
    statistic: "sum",
    field: "Minutes Exposed",
    where: [is("Seeing", "poor")],
  });
});

test.each([
  ["show me the first 5 records of Orders", { limit: 5, sort: undefined }],
  ["show three orders", { limit: 10, sort: undefined }],
  ["first three orders", { limit: 3 }],
  ["top 5 orders by amount", { limit: 5, sort: { field: "Amount", direction: "desc" } }],
  ["orders sorted by order date", { limit: 10, sort: { field: "Order Date", direction: "asc" } }],
  ["latest 2 orders", { limit: 2, sort: { field: "Created", direction: "desc" } }],
  ["list 1000 orders", { limit: 50 }],
])("When the message is %j, then records are listed so", (message, expected) => {
  expect(read(message, shop)).toMatchObject({ kind: "records", table: "Orders", ...expected });
});

test.each(["what fields does Orders have?", "columns of ordres", "describe the orders"])(
  "When the message is %j, then the fields are described",
  (message) => expect(read(message, shop)).toEqual({ kind: "fields", table: "Orders" }),
);

test.each([
  ["create a record in People", "write"],
  ["please delete all orders", "write"],
  ["hello", "help"],
  ["what can you do?", "help"],
  ["how many records?", "no-table"],
  ["What is the weather like?", "not-understood"],
  ["why do orders fail", "not-understood"],
  ["find", "not-understood"],
  ["🔭", "not-understood"],
  ["word ".repeat(500), "not-understood"],
])("When the message is %j, then it is %s", (message, kind) => {
  expect(read(message, shop)).toMatchObject({ kind });
});

test("When a word had no part in what was understood, then it is named", () => {
  expect(read("how many expensive orders are there", shop)).toMatchObject({ ignored: ["expensive"] });
});
