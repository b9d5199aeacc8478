// What airtable-gateway needs of Airtable, the simulated and the real one alike: reading, and every refusal.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { airtableToken } from "../../keys.ts";
import { pactBetween } from "../pact-between.ts";
import { bearer, stateText } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";
import {
  found,
  headers,
  here,
  listing,
  meta,
  record,
  schemaQuestion,
  shownRecord,
  table,
} from "./airtable-messages.ts";
import { refusalTests } from "./refusals.ts";
import { base, throughGateway } from "./through-gateway.ts";
import { writingTests } from "./writing.ts";

const pact = pactBetween("airtable-gateway", "airtable");
const { eachLike, string } = Matchers;

pact.test(
  "When the token is accepted, then readiness says so",
  {
    asked: "whose token it is",
    state: "a base with records",
    request: { method: "GET", path: "/v0/meta/whoami", headers: bearer("token", airtableToken) },
    answer: { status: 200 },
  },
  async (url) => {
    const { body } = await throughGateway(url, "/ready");
    expect(body).toMatchObject({ checks: { airtable: { status: "up" } } });
  },
);

pact.test(
  "When the bases are asked for, then they are a list",
  {
    asked: "the bases",
    state: "a base with records",
    request: meta,
    answer: found({ bases: eachLike({ id: string(base), name: string("Sales CRM") }) }),
  },
  async (url) => {
    const { body } = await throughGateway(url, "/api/airtable/bases");
    expect(body).toMatchObject({ bases: [{ id: base }] });
  },
);

pact.test(
  "When the tables are asked for, then they have names, ids and fields",
  schemaQuestion,
  async (url) => {
    const { body } = await throughGateway(url, "/api/airtable/tables");
    expect(body).toMatchObject({ base_id: base, tables: [{ name: table, fields: [{ name: "Name" }] }] });
  },
);

pact.test(
  "When there is more than one page, then the first says where the next begins",
  {
    asked: "the first page of a table",
    state: "a table with more than one page",
    request: { ...listing, query: { pageSize: "2" } },
    answer: found({ records: eachLike(shownRecord), offset: string("itrPage0000000001/recAda00000000001") }),
  },
  async (url) => {
    const { body } = await throughGateway(url, `${here}?page_size=2`);
    expect(body).toMatchObject({ offset: "itrPage0000000001/recAda00000000001" });
  },
);

pact.test(
  "When the next page is asked for, then it is there",
  {
    asked: "the next page of a table",
    state: "a table with more than one page",
    request: { ...listing, query: { pageSize: "2", offset: stateText("${offset}", "itrPage/recAda") } },
    answer: found({ records: eachLike(shownRecord) }),
  },
  async (url) => {
    const { status } = await throughGateway(url, `${here}?page_size=2&offset=itrPage%2FrecAda`);
    expect(status).toBe(200);
  },
);

pact.test(
  "When a listing is chosen and sorted, then Airtable is asked in its own words",
  {
    asked: "records by formula, in an order, with one field",
    state: "a base with records",
    request: {
      ...listing,
      query: {
        filterByFormula: "TRUE()",
        "sort[0][field]": stateText("${field}", "Name"),
        "sort[0][direction]": "desc",
        "fields[]": stateText("${field}", "Name"),
      },
    },
    answer: found({ records: eachLike(shownRecord) }),
  },
  async (url) => {
    const query = "filter_by_formula=TRUE()&sort=Name:desc&fields=Name";
    expect((await throughGateway(url, `${here}?${query}`)).status).toBe(200);
  },
);

pact.test(
  "When a formula is too long for a URL, then it goes as a body",
  {
    asked: "records by a formula that no URL could hold",
    state: "a base with records",
    request: {
      method: "POST",
      path: stateText("/v0/${base}/${table}/listRecords", `/v0/${base}/${table}/listRecords`),
      headers,
      body: { filterByFormula: string("TRUE()") },
    },
    answer: found({ records: eachLike(shownRecord) }),
  },
  async (url) => {
    // Airtable wants each of these as three characters.
    const formula = `"${"(".repeat(5400)}"`;
    const { status } = await throughGateway(
      url,
      `${here}?filter_by_formula=${formula.replaceAll('"', "%22")}`,
    );
    expect(status).toBe(200);
  },
);

pact.test(
  "When one record is asked for, then it has its id and fields",
  {
    asked: "a record",
    state: "a base with records",
    request: {
      ...listing,
      path: stateText("/v0/${base}/${table}/${record}", `/v0/${base}/${table}/${record}`),
    },
    answer: found(shownRecord),
  },
  async (url) => {
    const { body } = await throughGateway(url, `${here}/${record}`);
    expect(body).toMatchObject({ id: record, fields: { Name: "Ada Lovelace" } });
  },
);

testOfSilence("When Airtable does not answer, then it is 504", async (url) => {
  expect((await throughGateway(url, here, { attemptTimeoutMs: 300 })).status).toBe(504);
});

refusalTests(pact);
writingTests(pact);
