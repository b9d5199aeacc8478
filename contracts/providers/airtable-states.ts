// What the simulated Airtable knows that a pact can name: its base, a table, a record.
import { simulatedToken } from "../../fixtures/airtable/config.ts";
import type { StateValues } from "./provider.ts";

export const salesBase = "appSimulatedBase1";
const table = "People";

interface Page {
  readonly records: readonly { readonly id: string }[];
  readonly offset?: string;
}

/** As a listing tells it; the field is one that sorts and holds text. */
export async function baseWithRecords(url: string, token = simulatedToken): Promise<StateValues> {
  const reply = await fetch(`${url}/v0/${salesBase}/${table}?pageSize=2`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { records, offset } = (await reply.json()) as Page;
  const [first] = records;
  if (!first || offset === undefined) throw new Error(`${url} has no two pages of ${table}`);
  return { token, base: salesBase, table, field: "Name", record: first.id, offset };
}
