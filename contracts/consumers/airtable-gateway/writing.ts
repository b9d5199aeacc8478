// The part of the pact with Airtable that writes. Where a real account is asked, it needs a base for scratch.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import type { PactBetween } from "../pact-between.ts";
import { jsonAnswer, stateText } from "../shapes.ts";
import { type Airtable, headers, here, record, table, tablePath as many } from "./airtable-messages.ts";
import { base, throughGateway } from "./through-gateway.ts";

const { eachLike, like, string } = Matchers;

const path = `/v0/${base}/${table}`;
const one = stateText("/v0/${base}/${table}/${record}", `${path}/${record}`);
const recordId = stateText("${record}", record);
const shown = { id: string(record), fields: like({ Name: "Ada Lovelace" }) };
const named = (name: string) => ({ fields: { Name: name } });

interface Writing {
  readonly what: string;
  readonly request: Omit<Airtable["request"], "headers">;
  readonly body: unknown;
  /** The same, as a caller of the gateway asks for it. */
  readonly asked: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly status: number;
}

const writings: readonly Writing[] = [
  {
    what: "the creation of one record",
    request: { method: "POST", path: many, body: named("Grace Hopper") },
    body: shown,
    asked: { method: "POST", path: here, body: named("Grace Hopper") },
    status: 201,
  },
  {
    what: "the creation of records",
    request: { method: "POST", path: many, body: { records: [named("Grace Hopper")], typecast: true } },
    body: { records: eachLike(shown) },
    asked: { method: "POST", path: here, body: { records: [named("Grace Hopper")], typecast: true } },
    status: 201,
  },
  {
    what: "a change of one record",
    request: { method: "PATCH", path: one, body: named("Ada King") },
    body: shown,
    asked: { method: "PATCH", path: `${here}/${record}`, body: named("Ada King") },
    status: 200,
  },
  {
    what: "another record in the place of one",
    request: { method: "PUT", path: one, body: named("Ada King") },
    body: shown,
    asked: { method: "PUT", path: `${here}/${record}`, body: named("Ada King") },
    status: 200,
  },
  {
    what: "a change of records",
    request: { method: "PATCH", path: many, body: { records: [{ id: recordId, ...named("Ada King") }] } },
    body: { records: eachLike(shown) },
    asked: { method: "PATCH", path: here, body: { records: [{ id: record, ...named("Ada King") }] } },
    status: 200,
  },
  {
    what: "records that are changed or created, whichever it takes",
    request: {
      method: "PATCH",
      path: many,
      body: { records: [named("Katherine Johnson")], performUpsert: { fieldsToMergeOn: ["Name"] } },
    },
    body: { records: eachLike(shown) },
    asked: {
      method: "PATCH",
      path: here,
      body: { records: [named("Katherine Johnson")], upsert: { fields_to_merge_on: ["Name"] } },
    },
    status: 200,
  },
  {
    what: "the end of one record",
    request: { method: "DELETE", path: one },
    body: { id: string(record) },
    asked: { method: "DELETE", path: `${here}/${record}` },
    status: 200,
  },
  {
    what: "the end of records",
    request: { method: "DELETE", path: many, query: { "records[]": recordId } },
    body: { records: eachLike({ id: string(record) }) },
    asked: { method: "DELETE", path: `${here}?records=${record}` },
    status: 200,
  },
];

const refused: Airtable = {
  asked: "the creation of a record with a field that is not there",
  state: "a base with records",
  request: { method: "POST", path: many, headers, body: { fields: { "No Such Field": "x" } } },
  answer: {
    status: 422,
    headers: jsonAnswer,
    body: { error: { type: string("UNKNOWN_FIELD_NAME"), message: string("Unknown field name") } },
  },
};

export function writingTests(pact: PactBetween<"airtable">): void {
  for (const { what, request, body, asked, status } of writings) {
    pact.test(
      `When ${what} is asked for, then the answer is handed on`,
      {
        asked: what,
        state: "a base with records",
        request: { ...request, headers },
        answer: { status: 200, headers: jsonAnswer, body },
      },
      async (url) => {
        const told = await throughGateway(url, asked.path, asked);
        expect(told).toEqual({ status, body: Matchers.reify(body) });
      },
    );
  }
  pact.test("When a field is not there, then it stays 422", refused, async (url) => {
    const body = { fields: { "No Such Field": "x" } };
    const told = await throughGateway(url, here, { method: "POST", body });
    expect(told).toMatchObject({ status: 422, body: { detail: "Unknown field name" } });
  });
}
