// The one door to Airtable: airtable-gateway's API, spoken on behalf of one request.
import type { Peer, PeerReply, PeerRequest } from "#kit/http-client.ts";
import { Problem } from "#kit/problem.ts";
import type { RequestContext } from "#kit/request-context.ts";
import { z } from "zod";

const fieldShape = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  description: z.string().optional(),
  options: z.unknown().optional(),
});

const tableShape = z.object({
  id: z.string(),
  name: z.string(),
  primaryFieldId: z.string(),
  description: z.string().optional(),
  fields: z.array(fieldShape),
  views: z.array(z.object({ id: z.string(), name: z.string(), type: z.string().optional() })).default([]),
});

const tablesShape = z.object({ base_id: z.string(), tables: z.array(tableShape) });

const recordShape = z.object({
  id: z.string(),
  createdTime: z.string().optional(),
  fields: z.record(z.string(), z.unknown()),
});

const pageShape = z.object({ records: z.array(recordShape), offset: z.string().optional() });

export type Field = z.infer<typeof fieldShape>;
export type Table = z.infer<typeof tableShape>;
export type AirtableRecord = z.infer<typeof recordShape>;
export type RecordPage = z.infer<typeof pageShape>;

/** A table by id or name; without a base, airtable-gateway's own. */
export interface Place {
  readonly baseId: string | undefined;
  readonly table: string;
}

export interface PageQuery {
  readonly page_size: number;
  readonly offset?: string | undefined;
  readonly view?: string | undefined;
  readonly filter_by_formula?: string | undefined;
  /** JSON, `[{"field": …, "direction": "asc" | "desc"}]`: names may hold commas and colons. */
  readonly sort?: string | undefined;
  /** Field names with commas between. */
  readonly fields?: string | undefined;
}

export interface WriteBody {
  readonly records: readonly { readonly id?: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly typecast: boolean;
}

export interface Airtable {
  readonly tables: (baseId: string | undefined) => Promise<z.infer<typeof tablesShape>>;
  readonly page: (place: Place, query: PageQuery) => Promise<RecordPage>;
  readonly record: (place: Place, id: string) => Promise<AirtableRecord>;
  readonly create: (place: Place, body: WriteBody) => Promise<readonly AirtableRecord[]>;
  /** Merges the given fields into the records. */
  readonly update: (place: Place, body: WriteBody) => Promise<readonly AirtableRecord[]>;
  readonly remove: (place: Place, id: string) => Promise<void>;
}

const detailOf = (reply: PeerReply): string => {
  const { detail } = (reply.json ?? {}) as { detail?: unknown };
  return typeof detail === "string" ? detail : `airtable-gateway answers ${reply.status}.`;
};

/** The gateway's error keeps its meaning; only what is between the two services is ours: 502. */
function gatewayProblem(reply: PeerReply): Problem {
  const retryAfter = reply.headers["retry-after"];
  const headers = typeof retryAfter === "string" ? { "Retry-After": retryAfter } : {};
  if (reply.status === 401) return new Problem(502, "airtable-gateway refuses this service's key.");
  const status = reply.status === 500 || reply.status < 400 ? 502 : reply.status;
  return new Problem(status, detailOf(reply), { headers });
}

function readReply<Schema extends z.ZodType>(schema: Schema, reply: PeerReply): z.infer<Schema> {
  if (reply.status < 200 || reply.status > 299) throw gatewayProblem(reply);
  const parsed = schema.safeParse(reply.json);
  if (parsed.success) return parsed.data;
  throw new Problem(502, "airtable-gateway's answer is not in its documented shape.", {
    cause: parsed.error,
  });
}

function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search.toString()}` : "";
}

const recordsPath = ({ baseId, table }: Place, more: { id?: string; query?: PageQuery } = {}): string => {
  const id = more.id === undefined ? "" : `/${encodeURIComponent(more.id)}`;
  const search = query({ base_id: baseId, ...more.query });
  return `/api/airtable/tables/${encodeURIComponent(table)}/records${id}${search}`;
};

/** Airtable as `context`'s request may see it: its id, client and person go along. */
export function createAirtable(gateway: Peer, context: RequestContext): Airtable {
  const send = (request: PeerRequest) => gateway.request({ ...request, context });
  return {
    tables: async (baseId) =>
      readReply(tablesShape, await send({ path: `/api/airtable/tables${query({ base_id: baseId })}` })),
    page: async (place, pageQuery) =>
      readReply(pageShape, await send({ path: recordsPath(place, { query: pageQuery }) })),
    record: async (place, id) => readReply(recordShape, await send({ path: recordsPath(place, { id }) })),
    create: async (place, body) =>
      readReply(pageShape, await send({ method: "POST", path: recordsPath(place), body })).records,
    update: async (place, body) =>
      readReply(pageShape, await send({ method: "PATCH", path: recordsPath(place), body })).records,
    remove: async (place, id) => {
      readReply(z.unknown(), await send({ method: "DELETE", path: recordsPath(place, { id }) }));
    },
  };
}
