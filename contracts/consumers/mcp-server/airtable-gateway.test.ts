// What mcp-server needs of airtable-gateway: tables, records, writes, and errors that say what is wrong.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { createPeer } from "#kit/http-client.ts";
import { serviceKey } from "../../keys.ts";
import { pactBetween } from "../pact-between.ts";
import { stateText } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";
import {
  base,
  found,
  good,
  inBase,
  ofBase,
  oneRecord,
  place,
  record,
  recordsOf,
  shownRecord,
  shownTables,
  withAirtable,
} from "./gateway-messages.ts";
import { refusalTests } from "./refusals.ts";

const pact = pactBetween("mcp-server", "airtable-gateway");
const { eachLike, string } = Matchers;

pact.test(
  "When the tables of the default base are asked for, then they are there with their fields",
  inBase(
    "the tables of the default base",
    { method: "GET", path: "/api/airtable/tables" },
    found({ base_id: string(base), tables: shownTables }),
  ),
  async (url) => {
    const { base_id, tables } = await withAirtable(url, (airtable) => airtable.tables(undefined));
    expect([base_id, tables[0]?.fields[0]?.name, tables[0]?.views]).toEqual([base, "Name", []]);
  },
);

pact.test(
  "When the tables of a base are asked for, then they are that base's",
  inBase(
    "the tables of a base",
    { method: "GET", path: "/api/airtable/tables", query: ofBase },
    found({ base_id: string(base), tables: shownTables }),
  ),
  async (url) => {
    expect((await withAirtable(url, (airtable) => airtable.tables(base))).base_id).toBe(base);
  },
);

pact.test(
  "When there is more than one page, then the first says where the next begins",
  inBase(
    "the first page of a table",
    { method: "GET", path: recordsOf, query: { ...ofBase, page_size: "2" } },
    found({ records: eachLike(shownRecord), offset: string("itrPage0000000001/recAda00000000001") }),
  ),
  async (url) => {
    const page = await withAirtable(url, (airtable) => airtable.page(place, { page_size: 2 }));
    expect(page.offset).toBe("itrPage0000000001/recAda00000000001");
  },
);

pact.test(
  "When records are chosen and sorted, then they come in the known shape",
  inBase(
    "records by formula, in an order, with some fields",
    {
      method: "GET",
      path: recordsOf,
      query: {
        ...ofBase,
        page_size: "100",
        filter_by_formula: 'FIND("a", {Name}) > 0',
        sort: '[{"field":"Name","direction":"desc"}]',
        fields: "Name,Email",
      },
    },
    found({ records: eachLike(shownRecord) }),
  ),
  async (url) => {
    const page = await withAirtable(url, (airtable) =>
      airtable.page(place, {
        page_size: 100,
        filter_by_formula: 'FIND("a", {Name}) > 0',
        sort: '[{"field":"Name","direction":"desc"}]',
        fields: "Name,Email",
      }),
    );
    expect(page.records[0]?.fields).toEqual({ Name: "Ada Lovelace" });
  },
);

pact.test(
  "When one record is asked for, then it has its id and fields",
  inBase("a record", { method: "GET", path: oneRecord, query: ofBase }, found(shownRecord)),
  async (url) => {
    expect(await withAirtable(url, (airtable) => airtable.record(place, record))).toMatchObject({
      id: record,
    });
  },
);

const creation = { records: [{ fields: { Name: "Grace Hopper" } }], typecast: false };

pact.test(
  "When records are created, then they come back with ids",
  inBase(
    "the creation of records",
    { method: "POST", path: recordsOf, query: ofBase, body: creation },
    found({ records: eachLike(shownRecord) }, 201),
  ),
  async (url) => {
    const created = await withAirtable(url, (airtable) => airtable.create(place, creation));
    expect(created.map(({ id }) => id)).toEqual([record]);
  },
);

pact.test(
  "When records are changed, then they come back",
  inBase(
    "a change of records",
    {
      method: "PATCH",
      path: recordsOf,
      query: ofBase,
      body: {
        records: [{ id: stateText("${record}", record), fields: { Name: "Ada King" } }],
        typecast: false,
      },
    },
    found({ records: eachLike(shownRecord) }),
  ),
  async (url) => {
    const body = { records: [{ id: record, fields: { Name: "Ada King" } }], typecast: false };
    expect(await withAirtable(url, (airtable) => airtable.update(place, body))).toHaveLength(1);
  },
);

pact.test(
  "When a record is deleted, then a good status is enough",
  inBase("the end of a record", { method: "DELETE", path: oneRecord, query: ofBase }, { status: good(200) }),
  async (url) => {
    await withAirtable(url, (airtable) => airtable.remove(place, record));
  },
);

pact.test(
  "When airtable-gateway is alive, then readiness says so",
  { asked: "whether it is alive", request: { method: "GET", path: "/health" }, answer: { status: 200 } },
  async (url) => {
    const gateway = createPeer({ name: "airtable-gateway", url, apiKey: serviceKey });
    await gateway.ping();
    await gateway.close();
  },
);

testOfSilence("When airtable-gateway does not answer, then it is 504", async (url) => {
  const asked = withAirtable(url, (airtable) => airtable.record(place, record), { timeoutMs: 300 });
  await expect(asked).rejects.toMatchObject({ status: 504 });
});

refusalTests(pact);
