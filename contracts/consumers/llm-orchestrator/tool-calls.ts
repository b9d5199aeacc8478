// The part of the pact with mcp-server in which tools are called: results as the planner reads them, and failures that say so.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import type { PactBetween } from "../pact-between.ts";
import { type Call, discovery, done, request, told, withTools } from "./mcp-messages.ts";

const { eachLike, integer, like, string } = Matchers;

const call = (name: string, given: Readonly<Record<string, unknown>>, headers: Call["headers"] = {}) =>
  request({ method: "tools/call", id: 0, name, params: { name, arguments: given }, headers });

const tables = {
  base_id: string("appDefault"),
  tables: eachLike({
    name: string("Books"),
    primary_field: string("Title"),
    fields: eachLike({ name: string("Title"), type: string("singleLineText"), kind: string("text") }),
  }),
};

const results = [
  [
    "get_records",
    { table: "Books", limit: 5 },
    {
      records: eachLike({ id: string("recBook0000000000"), fields: like({ Title: "Book 0" }) }),
      has_more: like(false),
    },
  ],
  [
    "search_records",
    { table: "Books", query: "Book", limit: 10 },
    {
      records: eachLike({ id: string("recBook0000000000"), fields: like({ Title: "Book 0" }) }),
      has_more: like(false),
    },
  ],
  [
    "analyze_table_data",
    { table: "Books", fields: ["Pages"] },
    {
      record_count: integer(3),
      truncated: like(false),
      fields: eachLike({
        numbers: { count: integer(3), min: like(0.1), max: like(2.1), sum: like(3.3), average: like(1.1) },
      }),
    },
  ],
] as const;

const failures = [
  ["airtable-gateway refuses", 404],
  ["airtable-gateway is down", 503],
] as const;

export function toolCallTests(pact: PactBetween<"mcp-server">): void {
  pact.test(
    "When list_tables is called, then the schema is there as the planner reads it",
    [
      discovery,
      {
        asked: "the call of list_tables",
        state: "the base has a table",
        request: call("list_tables", {}),
        answer: told(0, {
          result: {
            content: eachLike({ type: "text", text: string("{}") }),
            structuredContent: tables,
            ...done,
          },
        }),
      },
    ],
    (url) =>
      withTools(url, async (tools) => {
        expect(await tools.call("list_tables", {})).toMatchObject({
          ok: true,
          result: { base_id: "appDefault" },
        });
      }),
  );

  for (const [name, given, result] of results) {
    pact.test(
      `When ${name} is called, then its result is there as the planner reads it`,
      [
        discovery,
        {
          asked: `the call of ${name}`,
          state: "the base has a table",
          request: call(name, given),
          answer: told(0, {
            result: {
              content: eachLike({ type: "text", text: string("{}") }),
              structuredContent: result,
              ...done,
            },
          }),
        },
      ],
      (url) =>
        withTools(url, async (tools) => {
          expect(await tools.call(name, given)).toEqual({
            ok: true,
            result: Matchers.reify(result as never),
          });
        }),
    );
  }

  for (const [state, status] of failures) {
    pact.test(
      `When a tool fails because ${state}, then it says so with status, title and reason`,
      [
        discovery,
        {
          asked: `the call of get_record, while ${state}`,
          state,
          request: call("get_record", { table: "Books", record_id: "recNobody00000001" }),
          answer: told(0, {
            result: {
              isError: true,
              content: eachLike({ type: "text", text: string("It failed.") }),
              structuredContent: { error: { status, title: string("Title"), detail: string("It failed.") } },
              ...done,
            },
          }),
        },
      ],
      (url) =>
        withTools(url, async (tools) => {
          const outcome = await tools.call("get_record", { table: "Books", record_id: "recNobody00000001" });
          expect(outcome).toEqual({ ok: false, error: { status, title: "Title", detail: "It failed." } });
        }),
    );
  }

  pact.test(
    "When arguments are not acceptable, then the tool says so",
    [
      discovery,
      {
        asked: "the call of get_record without its arguments",
        state: "the base has a table",
        request: call("get_record", {}),
        answer: told(0, {
          result: {
            isError: true,
            content: eachLike({ type: "text", text: string("It failed.") }),
            structuredContent: {
              error: { status: 422, title: string("Title"), detail: string("It failed.") },
            },
            ...done,
          },
        }),
      },
    ],
    (url) =>
      withTools(url, async (tools) => {
        expect(await tools.call("get_record", {})).toMatchObject({ ok: false, error: { status: 422 } });
      }),
  );

  pact.test(
    "When there is no such tool, then it is an error of the protocol, and 404 to us",
    [
      discovery,
      {
        asked: "the call of a tool that is not there",
        state: "the base has a table",
        request: call("no_such_tool", {}),
        answer: told(0, { error: { code: integer(-32602), message: string("There is no such tool") } }),
      },
    ],
    (url) =>
      withTools(url, async (tools) => {
        await expect(tools.call("no_such_tool", {})).rejects.toMatchObject({ status: 404 });
      }),
  );
}
