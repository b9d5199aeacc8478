// Judges that what is asked is what is answered: each base by itself, and search text as it is written.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { workflow } from "./workflow.checks.ts";

const gateway = "airtable-gateway";
const mcp = "mcp-server";

const keyOf = ({ setting }: CheckContext, service: string) => ({ "x-api-key": setting(service, "API_KEY") });

interface Tables {
  readonly base_id: string;
  readonly tables: readonly { readonly id: string; readonly name: string }[];
}

verify(workflow.bases, async (context) => {
  const { http, stack } = context;
  needSimulatedAirtable(stack);
  const headers = keyOf(context, gateway);
  const listed = await http.get(gateway, "/api/airtable/bases", { headers });
  expect(listed.status, "status of the list of bases").toBe(200);
  const bases = ((listed.json?.["bases"] ?? []) as { id: string }[]).map(({ id }) => id);
  expect(bases.length, "bases of the simulated Airtable").toBeGreaterThan(1);
  const tablesOf = async (base: string): Promise<string[]> => {
    const reply = await http.get(gateway, `/api/airtable/tables?base_id=${base}`, { headers });
    expect(reply.status, `status of the tables of ${base}`).toBe(200);
    const { tables, base_id } = reply.json as unknown as Tables;
    expect(base_id, "the base that the answer is about").toBe(base);
    return tables.map(({ id }) => id);
  };
  const seen = new Map<string, string>();
  // Each twice: the second answer may come from the cache.
  for (const base of [...bases, ...bases])
    for (const id of await tablesOf(base)) {
      const owner = seen.get(id) ?? base;
      expect(owner, `the base of table ${id}, which ${gateway} shows in base ${base}`).toBe(base);
      seen.set(id, base);
    }
});

/** Each would end the quote, or stand for something else, where it is not escaped. */
const hostile = ['"', "\\", '") > 0, TRUE(), ("', '" & {Name} & "'];

verify(workflow.search, async (context) => {
  const { http, stack } = context;
  needSimulatedAirtable(stack);
  const headers = keyOf(context, mcp);
  const search = async (query: string) => {
    const reply = await http.post(mcp, "/tools/call", {
      headers,
      json: { name: "search_records", arguments: { table: "People", query } },
    });
    expect(reply.status, `status of search_records for ${JSON.stringify(query)}`).toBe(200);
    const { result } = reply.json as unknown as { result?: { count?: number } };
    return result?.count;
  };
  const everybody = await search("@");
  expect(everybody, "people whose e-mail address has an @").toBeGreaterThan(0);
  for (const query of hostile)
    expect(await search(query), `records that search_records finds for ${JSON.stringify(query)}`).toBe(0);
});
