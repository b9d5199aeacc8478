// The planner's answers: real numbers and names from the tools, plain words about everything else.
import { expect, test } from "vitest";
import type { Arguments, ToolOutcome } from "../tool-box.ts";
import type { ToolUse } from "../tool-use.ts";
import type { BaseSchema } from "./base-schema.ts";
import { planAnswer } from "./planner.ts";
import { observatory, shop } from "./test-bases.ts";

type Outcomes = Readonly<Record<string, ToolOutcome>>;

const ok = (result: Record<string, unknown>): ToolOutcome => ({ ok: true, result });
const failed = (status: number, detail: string): ToolOutcome => ({
  ok: false,
  error: { status, title: "Title", detail },
});

async function ask(message: string, outcomes: Outcomes, schema: BaseSchema = shop) {
  const calls: [string, Arguments][] = [];
  const tools: ToolUse = {
    used: [],
    list: () => Promise.resolve([]),
    call: (name, given) => {
      calls.push([name, given]);
      return Promise.resolve(outcomes[name] ?? ok({ ...schema }));
    },
  };
  const answer = await planAnswer({ message, history: [], tools });
  return { ...answer, calls };
}

const numbers = { count: 2, min: 5, max: 1234.5, sum: 1239.5, average: 619.75 };
const analysis = (record_count: number, truncated = false) =>
  ok({ record_count, truncated, fields: [{ numbers }] });

test("When the tables are asked for, then the answer names them and nothing else was called", async () => {
  const { response, calls, usage } = await ask("list the tables", {}, observatory);
  expect(response).toBe("There are 2 tables: 🔭 Telescopes and Night Logs.");
  expect(calls).toEqual([["list_tables", {}]]);
  expect(usage).toEqual({ model: "built-in-planner", input_tokens: 0, output_tokens: 0 });
});

test("When records are counted, then the number comes first and from the tool", async () => {
  const { response, calls } = await ask("how many orders are there?", { analyze_table_data: analysis(1264) });
  expect(response).toBe("There are 1,264 records in Orders.");
  expect(calls[1]).toEqual(["analyze_table_data", { table: "Orders", fields: ["Order Number"] }]);
});

test("When the tool stopped at its cap, then the count says at least", async () => {
  const { response } = await ask("count orders", { analyze_table_data: analysis(5000, true) });
  expect(response).toBe("There are at least 5,000 records in Orders.");
});

test("When a statistic is asked for, then the answer says over how many records", async () => {
  const { response } = await ask("average amount of orders where status is new", {
    analyze_table_data: analysis(3),
  });
  expect(response).toBe(
    'The average of Amount is 619.75, over 3 records of Orders where Status is "new" (1 of them without one).',
  );
});

test("When the field holds no numbers, then the answer names the ones that do", async () => {
  const { response, calls } = await ask("average status of orders", {});
  expect(response).toContain(
    "Status of Orders holds no numbers; the fields of Orders with numbers are Amount",
  );
  expect(calls).toHaveLength(1);
});

test("When something is found, then the answer names it; a table without a hit is not mentioned", async () => {
  const records = [{ id: "rec1", fields: { Name: "Ada Lovelace", Email: "ada@example.com", Score: 4 } }];
  const { response } = await ask("find Ada in People", { search_records: ok({ records, has_more: false }) });
  expect(response).toBe(
    'I found 1 record with "Ada" in People:\n- Ada Lovelace (Email: ada@example.com; Score: 4)',
  );
});

test("When nothing is found, then the answer says so and invents nothing", async () => {
  const { response } = await ask("find Ada", { search_records: ok({ records: [], has_more: false }) });
  expect(response).toBe('I found no record with "Ada" in People and Orders.');
});

test("When words were not understood, then the answer says which", async () => {
  const { response } = await ask("how many expensive orders are there", { analyze_table_data: analysis(2) });
  expect(response).toContain("did not take into account: expensive");
});

test.each(["Tell me a joke", "hello", "delete all orders", "count the records"])(
  "When the planner cannot help with %j, then it says what it is and which tables there are",
  async (message) => {
    const { response } = await ask(message, {});
    expect(response).toContain("built-in planner, not a language model");
    expect(response).toContain("People and Orders");
  },
);

test("When a tool refuses, then the answer says so in words", async () => {
  const { response } = await ask("list the tables", { list_tables: failed(404, "no such base") });
  expect(response).toContain('list_tables says "Title: no such base"');
});

test.each([
  [503, 503],
  [504, 504],
  [429, 429],
  [401, 502],
  [500, 502],
])("When a tool fails with %i, then there is no answer but a problem with %i", async (theirs, ours) => {
  const outcome = ask("list the tables", { list_tables: failed(theirs, "down") });
  await expect(outcome).rejects.toMatchObject({ status: ours, detail: "list_tables failed: down" });
});
