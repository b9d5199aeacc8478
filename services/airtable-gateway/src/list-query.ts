// Reads what a caller asks of a listing, and writes it the way Airtable wants it.
import type { Request } from "express";
import { invalid, readInput } from "#kit/problem.ts";
import { z } from "zod";
import { plainText } from "./names.ts";
import { type QueryParams, list, queryParams, single } from "./query-params.ts";

const sortKey = z.strictObject({
  field: plainText(255).min(1, "is empty"),
  direction: z.enum(["asc", "desc"], "is neither asc nor desc").default("asc"),
});

const listSchema = z.object({
  page_size: z
    .string()
    .regex(/^\d{1,3}$/, "is not a whole number from 1 to 100")
    .transform(Number)
    .refine((size) => size >= 1 && size <= 100, "is not a whole number from 1 to 100")
    .optional(),
  offset: plainText(500).optional(),
  view: plainText(255).optional(),
  filter_by_formula: z
    .string()
    .max(16_000, "is longer than 16000 characters")
    .refine((text) => !text.includes("\0"), "has a NUL character")
    .optional(),
  sort: z.array(sortKey).max(50, "has more than 50 fields"),
  fields: z.array(plainText(255)).max(500, "has more than 500 fields"),
});

export type ListQuery = z.infer<typeof listSchema>;

const names = ["base_id", ...Object.keys(listSchema.shape)];

/** `field`, `field:asc` or `field:desc`; a colon inside the field's name stays. */
function sortItem(item: string): unknown {
  const [, field, direction] = /^(.*):(asc|desc)$/s.exec(item) ?? [];
  return field === undefined ? { field: item } : { field, direction };
}

/** `sort=Name:desc,Age` or, for names with commas, `sort=[{"field":"Name","direction":"desc"}]`. */
function readSort(params: QueryParams): unknown {
  const [text = "", ...others] = params.get("sort") ?? [];
  if (others.length > 0 || !text.trimStart().startsWith("[")) return list(params, "sort").map(sortItem);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid([{ field: "sort", message: "begins with [ but is not JSON" }]);
  }
}

/** @throws {Problem} 422 naming each bad parameter. */
export function readListQuery(request: Request): { params: QueryParams; query: ListQuery } {
  const params = queryParams(request, names);
  const texts = ["page_size", "offset", "view", "filter_by_formula"] as const;
  const query = readInput(listSchema, {
    ...Object.fromEntries(texts.map((name) => [name, single(params, name)])),
    sort: readSort(params),
    fields: list(params, "fields"),
  });
  return { params, query };
}

/** The query string, in one order whatever the caller's, so that equal questions share a cache entry. */
export function listSearch(query: ListQuery): string {
  const search = new URLSearchParams();
  if (query.page_size !== undefined) search.set("pageSize", String(query.page_size));
  if (query.offset !== undefined) search.set("offset", query.offset);
  if (query.view !== undefined) search.set("view", query.view);
  if (query.filter_by_formula !== undefined) search.set("filterByFormula", query.filter_by_formula);
  for (const [index, { field, direction }] of query.sort.entries()) {
    search.append(`sort[${index}][field]`, field);
    search.append(`sort[${index}][direction]`, direction);
  }
  for (const field of query.fields) search.append("fields[]", field);
  return search.toString();
}

/** The body of POST …/listRecords, for questions that are too long for a URL. */
export function listBody(query: ListQuery): Readonly<Record<string, unknown>> {
  const { page_size: pageSize, filter_by_formula: filterByFormula, sort, fields, ...rest } = query;
  return {
    ...rest,
    pageSize,
    filterByFormula,
    ...(sort.length > 0 ? { sort } : {}),
    ...(fields.length > 0 ? { fields } : {}),
  };
}
