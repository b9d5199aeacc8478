// What api-gateway asks airtable-gateway for, and what it hands on: its promises to its own callers.
import { Matchers } from "@pact-foundation/pact";
import type { Exchange } from "../pact-between.ts";
import { problem, retryAfter, stateText } from "../shapes.ts";

const { eachLike, like, regex, string } = Matchers;

type AirtableGateway = Exchange<"airtable-gateway">;

const [base, table, record] = ["appSimulatedBase1", "People", "recAda00000000001"];
const tablePath = `/api/airtable/tables/${table}/records`;
const many = stateText("/api/airtable/tables/${table}/records", tablePath);
const one = stateText("/api/airtable/tables/${table}/records/${record}", `${tablePath}/${record}`);
const recordId = regex("rec[A-Za-z0-9]{14}", record);
const shown = { id: recordId, fields: like({ Name: "Ada Lovelace" }) };
const named = (name: string) => ({ fields: { Name: name } });
const unknownRecord = "recNobody00000001";
const nobody = stateText(
  `/api/airtable/tables/\${table}/records/${unknownRecord}`,
  `${tablePath}/${unknownRecord}`,
);

export interface Case {
  readonly asked: string;
  readonly state?: AirtableGateway["state"];
  readonly request: Omit<AirtableGateway["request"], "headers">;
  readonly status: number;
  /** Without: only the status counts. */
  readonly body?: unknown;
  readonly headers?: AirtableGateway["answer"]["headers"];
}

export const answers: readonly Case[] = [
  {
    asked: "the bases",
    request: { method: "GET", path: "/api/airtable/bases" },
    status: 200,
    body: { bases: eachLike({ id: string(base), name: string("Sales CRM") }) },
  },
  {
    asked: "the tables of the default base",
    request: { method: "GET", path: "/api/airtable/tables" },
    status: 200,
    body: { base_id: string(base), tables: eachLike({ name: string(table) }) },
  },
  {
    asked: "the first page of a table",
    request: { method: "GET", path: many, query: { page_size: "2" } },
    status: 200,
    body: { records: eachLike(shown), offset: string("itrPage/recAda") },
  },
  { asked: "a record", request: { method: "GET", path: one }, status: 200, body: shown },
  {
    asked: "the creation of one record",
    request: { method: "POST", path: many, body: named("Grace Hopper") },
    status: 201,
    body: shown,
  },
  {
    asked: "the creation of records",
    request: { method: "POST", path: many, body: { records: [named("Grace Hopper")] } },
    status: 201,
    body: { records: eachLike(shown) },
  },
  {
    asked: "records that are changed or created, whichever it takes",
    request: {
      method: "POST",
      path: many,
      body: { records: [named("Katherine Johnson")], upsert: { fields_to_merge_on: ["Name"] } },
    },
    status: 200,
    body: { records: eachLike(shown) },
  },
  {
    asked: "a change of records",
    request: {
      method: "PATCH",
      path: many,
      body: { records: [{ id: stateText("${record}", record), ...named("Ada King") }] },
    },
    status: 200,
    body: { records: eachLike(shown) },
  },
  {
    asked: "a change of one record",
    request: { method: "PATCH", path: one, body: named("Ada King") },
    status: 200,
    body: shown,
  },
  {
    asked: "another record in the place of one",
    request: { method: "PUT", path: one, body: named("Ada King") },
    status: 200,
    body: shown,
  },
  {
    asked: "the end of records",
    request: { method: "DELETE", path: many, query: { records: stateText("${record}", record) } },
    status: 200,
    body: like({}),
  },
  { asked: "the end of one record", request: { method: "DELETE", path: one }, status: 200, body: like({}) },
];

const refusing: readonly Case[] = [
  { asked: "a record that is not there", request: { method: "GET", path: nobody }, status: 404 },
  {
    asked: "records of a table that is not there",
    request: { method: "GET", path: "/api/airtable/tables/No%20Such%20Table/records" },
    status: 404,
  },
  {
    asked: "records by a formula that is none",
    request: { method: "GET", path: many, query: { filter_by_formula: "NOT(" } },
    status: 422,
  },
  {
    asked: "the creation of a record without fields",
    request: { method: "POST", path: many, body: { records: [] } },
    status: 422,
  },
  {
    asked: "a record, while Airtable rejects the token",
    state: "Airtable rejects the token",
    request: { method: "GET", path: nobody },
    status: 502,
  },
  {
    asked: "a record, while Airtable limits requests",
    state: "Airtable limits requests",
    request: { method: "GET", path: nobody },
    status: 503,
    headers: retryAfter,
  },
  {
    asked: "a record, while Airtable is down",
    state: "Airtable is down",
    request: { method: "GET", path: nobody },
    status: 503,
    headers: retryAfter,
  },
  {
    asked: "a record, while Airtable does not answer",
    state: "Airtable does not answer",
    request: { method: "GET", path: nobody },
    status: 504,
    headers: retryAfter,
  },
];

/** With the problem that callers are promised. */
export const refusals = refusing.map((each) => ({ ...each, body: problem(each.status, "…") }));
