// Which base, table and record a request is about.
import type { Request } from "express";
import { Problem, invalid, readInput } from "#kit/problem.ts";
import { z } from "zod";
import { baseId, recordId, tableName } from "./names.ts";
import { type QueryParams, single } from "./query-params.ts";

/** `base_id`, or the configured base. */
export function targetBase(params: QueryParams, fallback: string | undefined): string {
  const base = single(params, "base_id") ?? fallback;
  if (base === undefined) {
    throw invalid([{ field: "base_id", message: "is missing, and no AIRTABLE_BASE is configured" }]);
  }
  return readInput(z.object({ base_id: baseId }), { base_id: base }).base_id;
}

/** The upstream path of the table that the route names, `/v0/{base}/{table}`. */
export function tablePath(request: Request, base: string): string {
  const { table } = readInput(z.object({ table: tableName }), { table: request.params["table"] });
  return `/v0/${base}/${encodeURIComponent(table)}`;
}

/** The upstream path of one record; an id that cannot be one is not found, as at Airtable. */
export function recordPath(request: Request, base: string): string {
  const id = recordId.safeParse(request.params["id"]);
  if (!id.success) throw new Problem(404, "There is no such record.");
  return `${tablePath(request, base)}/${id.data}`;
}
