// Which base, table and record a request is about.
import type { Request } from "express";
import { Problem, invalid, readInput } from "#kit/problem.ts";
import { contextOf } from "#kit/request-context.ts";
import { z } from "zod";
import { baseId, recordId, tableName } from "./names.ts";
import { type QueryParams, single } from "./query-params.ts";
import type { TablePlace } from "./schema.ts";

/** `base_id`, or the configured base. */
export function targetBase(params: QueryParams, fallback: string | undefined): string {
  const base = single(params, "base_id") ?? fallback;
  if (base === undefined) {
    throw invalid([{ field: "base_id", message: "is missing, and no AIRTABLE_BASE is configured" }]);
  }
  return readInput(z.object({ base_id: baseId }), { base_id: base }).base_id;
}

/** The table that the route names. */
export function targetTable(request: Request, base: string): TablePlace {
  const { table } = readInput(z.object({ table: tableName }), { table: request.params["table"] });
  return { base, table, requestId: contextOf(request).requestId };
}

/** `/v0/{base}/{table}` upstream. */
export const tablePath = ({ base, table }: TablePlace): string => `/v0/${base}/${encodeURIComponent(table)}`;

/** One record's path upstream; an id that cannot be one is not found, as at Airtable. */
export function recordPath(request: Request, place: TablePlace): string {
  const id = recordId.safeParse(request.params["id"]);
  if (!id.success) throw new Problem(404, "There is no such record.");
  return `${tablePath(place)}/${id.data}`;
}
