// The real Airtable as a provider: what a pact asks of it that changes nothing, and writes where a base is named for them.
import type { AnyProvider, StateValues } from "./provider.ts";

export interface LiveAirtable {
  readonly url: string;
  readonly token: string;
  /** The base that is read. Its first table must have two records, and begin with a field of text. */
  readonly base: string;
  /** A base for scratch, with a table People and a text field Name; undefined: nothing is written. */
  readonly scratchBase: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined without CONTRACTS_LIVE_AIRTABLE=1. Throws when that is set and the rest is not. */
export function readLiveAirtable(env: Environment): LiveAirtable | undefined {
  if (env["CONTRACTS_LIVE_AIRTABLE"] !== "1") return undefined;
  const { AIRTABLE_TOKEN: token, CONTRACTS_SCRATCH_BASE: scratchBase, AIRTABLE_API_URL } = env;
  const base = scratchBase || env["AIRTABLE_BASE"];
  if (!token || !base)
    throw new Error(
      "CONTRACTS_LIVE_AIRTABLE needs AIRTABLE_TOKEN, and AIRTABLE_BASE or CONTRACTS_SCRATCH_BASE",
    );
  return {
    url: AIRTABLE_API_URL || "https://api.airtable.com",
    token,
    base,
    scratchBase: scratchBase || undefined,
  };
}

interface Table {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly { readonly name: string }[];
}

async function ask<Answer>({ url, token }: LiveAirtable, path: string): Promise<Answer> {
  const reply = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  if (!reply.ok) throw new Error(`Airtable answers ${reply.status} to ${path}`);
  return (await reply.json()) as Answer;
}

async function values(live: LiveAirtable): Promise<StateValues> {
  const { base, token, scratchBase } = live;
  const { tables } = await ask<{ tables: readonly Table[] }>(live, `/v0/meta/bases/${base}/tables`);
  const table = scratchBase ? tables.find(({ name }) => name === "People") : tables[0];
  const field = table?.fields[0]?.name;
  if (!table || field === undefined)
    throw new Error(`the base ${base} has no table that a pact can be replayed at`);
  const page = await ask<{ records: readonly { id: string }[]; offset?: string }>(
    live,
    `/v0/${base}/${table.id}?pageSize=2`,
  );
  const record = page.records[0]?.id;
  if (record === undefined) throw new Error(`the table ${table.name} has no record`);
  return {
    token,
    base,
    table: table.id,
    field,
    record,
    ...(page.offset === undefined ? {} : { offset: page.offset }),
  };
}

/** Its own state alone: nobody limits or breaks the real Airtable for a test. */
export function createLiveAirtable(live: LiveAirtable): AnyProvider {
  return {
    name: "airtable",
    url: live.url,
    reset: async () => undefined,
    states: {
      "a base with records": () => values(live),
      "a table with more than one page": () => values(live),
      "the token is unknown": async () => ({ ...(await values(live)), token: "patUnknown0000000.test" }),
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
