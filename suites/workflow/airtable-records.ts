// Reads and writes Airtable's records through airtable-gateway, in the base that it is told.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply, RequestOptions } from "../http.ts";

export const gateway = "airtable-gateway";
const tables = "/api/airtable/tables";

export interface StoredRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Page {
  readonly records: readonly StoredRecord[];
  readonly offset?: string;
}

export interface Table {
  readonly id: string;
  readonly name: string;
  readonly primaryFieldId: string;
  readonly fields: readonly { readonly id: string; readonly name: string }[];
}

/** Who asks, and of which base; without one it is the base that airtable-gateway is configured with. */
export interface Asker {
  readonly headers: Readonly<Record<string, string>>;
  readonly base?: string;
}

/** The service key, which costs no registration. */
export const serviceKey = ({ setting }: CheckContext) => ({ "x-api-key": setting(gateway, "API_KEY") });

const idsOf = (bases: unknown) => (bases as readonly { id: string }[]).map(({ id }) => id);

/** The ids of all bases, of which the simulated Airtable has more than one. */
export async function basesOf(context: CheckContext): Promise<readonly string[]> {
  const listed = await context.http.get(gateway, "/api/airtable/bases", { headers: serviceKey(context) });
  expect(listed.status, "status of the list of bases").toBe(200);
  const bases = idsOf(listed.json?.["bases"] ?? []);
  expect(bases.length, "bases of the simulated Airtable").toBeGreaterThan(1);
  return bases;
}

const recordsOf = (table: string, id?: string) =>
  `/${encodeURIComponent(table)}/records${id === undefined ? "" : `/${id}`}`;

export function createRecords({ http }: CheckContext, { headers, base }: Asker) {
  const where = base === undefined ? "" : ` in base ${base}`;
  const pathOf = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const search = new URLSearchParams({ ...query, ...(base ? { base_id: base } : {}) }).toString();
    return `${tables}${path}${search === "" ? "" : `?${search}`}`;
  };
  const ask = (method: string, path: string, options: RequestOptions = {}): Promise<Reply> =>
    http.request(method, gateway, path, { ...options, headers: { ...headers, ...options.headers } });
  return {
    tables: async (): Promise<readonly Table[]> => {
      const reply = await ask("GET", pathOf(""));
      expect(reply.status, `status of the tables${where}`).toBe(200);
      return (reply.json?.["tables"] ?? []) as readonly Table[];
    },
    page: async (table: string, query: Readonly<Record<string, string>> = {}): Promise<Page> => {
      const reply = await ask("GET", pathOf(recordsOf(table), query));
      expect(reply.status, `reading ${table}${where}`).toBe(200);
      return reply.json as unknown as Page;
    },
    /** One record, whatever the answer is. */
    read: (table: string, id: string) => ask("GET", pathOf(recordsOf(table, id))),
    /** POST or PATCH of a table's records; fails the check when it is refused. */
    write: async (
      method: "POST" | "PATCH",
      table: string,
      body: object,
    ): Promise<readonly StoredRecord[]> => {
      const reply = await ask(method, pathOf(recordsOf(table)), { json: body });
      expect([200, 201], `status of ${method} of ${table}'s records${where}`).toContain(reply.status);
      return (reply.json as unknown as Page).records;
    },
    /** PATCH of one record, whatever the answer is. */
    change: (table: string, id: string, fields: object) =>
      ask("PATCH", pathOf(recordsOf(table, id)), { json: { fields } }),
    remove: async (table: string, ids: readonly string[]): Promise<void> => {
      const reply = await ask("DELETE", pathOf(recordsOf(table), { records: ids.join(",") }));
      expect(reply.status, `status of DELETE of ${ids.length} of ${table}'s records${where}`).toBe(200);
    },
  };
}
