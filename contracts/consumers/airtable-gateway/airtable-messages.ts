// What airtable-gateway and Airtable say to each other, as the tests of their pact have it.
import { Matchers } from "@pact-foundation/pact";
import { airtableToken } from "../../keys.ts";
import { caller } from "../asked-by-ada.ts";
import type { Exchange } from "../pact-between.ts";
import { bearer, jsonAnswer, stateText } from "../shapes.ts";
import { base } from "./through-gateway.ts";

const { eachLike, like, string } = Matchers;

export type Airtable = Exchange<"airtable">;

export const [table, record] = ["People", "recAda00000000001"];
export const headers = { ...caller, ...bearer("token", airtableToken) };
export const meta = { method: "GET", path: "/v0/meta/bases", headers } as const;
export const tablePath = stateText("/v0/${base}/${table}", `/v0/${base}/${table}`);
export const listing = { method: "GET", path: tablePath, headers } as const;
export const here = `/api/airtable/tables/${table}/records`;
export const shownRecord = {
  id: string(record),
  createdTime: string("2025-01-26T09:00:00.000Z"),
  fields: like({ Name: "Ada Lovelace" }),
};
const shownTables = eachLike({
  id: string("tblPeople00000001"),
  name: string(table),
  primaryFieldId: string("fldName0000000001"),
  fields: eachLike({ id: string("fldName0000000001"), name: string("Name"), type: string("singleLineText") }),
  views: eachLike({ id: string("viwAll00000000001"), name: string("All people") }),
});

export const found = (body: unknown): Airtable["answer"] => ({ status: 200, headers: jsonAnswer, body });

export const schemaQuestion: Airtable = {
  asked: "the tables of a base",
  state: "a base with records",
  request: { ...meta, path: stateText("/v0/meta/bases/${base}/tables", `/v0/meta/bases/${base}/tables`) },
  answer: found({ tables: shownTables }),
};
