// What mcp-server and airtable-gateway say to each other, as the tests of their pact have it.
import { HTTPResponseStatusClass, Matchers } from "@pact-foundation/pact";
import { type PeerOptions, createPeer } from "#kit/http-client.ts";
import { type Airtable, createAirtable } from "../../../services/mcp-server/src/airtable-gateway-client.ts";
import { serviceKey } from "../../keys.ts";
import { context, onward } from "../asked-by-ada.ts";
import type { Exchange } from "../pact-between.ts";
import { jsonAnswer, stateText } from "../shapes.ts";

const { eachLike, like, string } = Matchers;

export async function withAirtable<Result>(
  url: string,
  use: (airtable: Airtable) => Promise<Result>,
  more: Partial<PeerOptions> = {},
): Promise<Result> {
  const gateway = createPeer({ name: "airtable-gateway", url, apiKey: serviceKey, ...more });
  try {
    return await use(createAirtable(gateway, context));
  } finally {
    await gateway.close();
  }
}

const table = "People";
export const [base, record] = ["appSimulatedBase1", "recAda00000000001"];
export const place = { baseId: base, table };
export const ofBase = { base_id: stateText("${base}", base) };
export const records = `/api/airtable/tables/${table}/records`;
export const recordsOf = stateText("/api/airtable/tables/${table}/records", records);
export const oneRecord = stateText("/api/airtable/tables/${table}/records/${record}", `${records}/${record}`);

export const shownRecord = { id: string(record), fields: like({ Name: "Ada Lovelace" }) };
export const shownTables = eachLike({
  id: string("tblPeople00000001"),
  name: string(table),
  primaryFieldId: string("fldName0000000001"),
  fields: eachLike({ id: string("fldName0000000001"), name: string("Name"), type: string("singleLineText") }),
});
/** It takes any good status. */
export const good = (example: number) => Matchers.matchStatus(example, HTTPResponseStatusClass.Success);
export const found = (body: unknown, status = 200) => ({ status: good(status), headers: jsonAnswer, body });

export type Gateway = Exchange<"airtable-gateway">;
export const inBase = (
  asked: string,
  request: Omit<Gateway["request"], "headers">,
  answer: Gateway["answer"],
): Gateway => ({
  asked,
  state: "the base has records",
  request: { headers: onward, ...request },
  answer,
});
