// Records of a check's own in the second base, written and read at airtable-gateway itself.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply, RequestOptions } from "../http.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";

const gateway = "airtable-gateway";

export interface StoredRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface BaseTable {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly { readonly id: string; readonly name: string; readonly type: string }[];
}

/** Not the default base, so that a `base_id` that is lost on the way is seen. */
const baseId = "appSimulatedBase2";
const table = "Field Sightings";
const path = `/api/airtable/tables/${encodeURIComponent(table)}/records`;

/** The second base of the simulated Airtable; every record that is made for it begins with `mark`. */
export function openSightings({ http, setting, stack }: CheckContext) {
  needSimulatedAirtable(stack);
  const headers = { "x-api-key": setting(gateway, "API_KEY") };
  const ask = (method: string, where: string, options: RequestOptions = {}): Promise<Reply> =>
    http.request(method, gateway, `${where}${where.includes("?") ? "&" : "?"}base_id=${baseId}`, {
      ...options,
      headers,
    });
  return {
    baseId,
    table,
    mark: `seen-${randomUUID()}`,
    tables: async (): Promise<readonly BaseTable[]> => {
      const reply = await ask("GET", "/api/airtable/tables");
      expect(reply.status, `status of the tables of ${baseId}`).toBe(200);
      return (reply.json?.["tables"] ?? []) as readonly BaseTable[];
    },
    create: async (all: readonly StoredRecord["fields"][]): Promise<readonly string[]> => {
      const reply = await ask("POST", path, { json: { records: all.map((fields) => ({ fields })) } });
      expect([200, 201], `status of the create of ${all.length} records in ${table}`).toContain(reply.status);
      return ((reply.json?.["records"] ?? []) as readonly StoredRecord[]).map(({ id }) => id);
    },
    /** Fields of a record as airtable-gateway has it now; undefined when it is not there. */
    read: async (id: string): Promise<StoredRecord["fields"] | undefined> => {
      const reply = await ask("GET", `${path}/${id}`);
      expect([200, 404], `status of ${id} at ${gateway}`).toContain(reply.status);
      return reply.status === 404 ? undefined : (reply.json as unknown as StoredRecord).fields;
    },
    /** Cleans up, which is no evidence of anything. */
    remove: async (ids: readonly string[]): Promise<void> => {
      if (ids.length > 0) await ask("DELETE", `${path}?records=${ids.join(",")}`, { quiet: true });
    },
  };
}
