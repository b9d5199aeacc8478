// Reads a query string as lists of values by name, so that a parameter given twice is seen and not lost.
import type { Request } from "express";
import { invalid } from "#kit/problem.ts";

export type QueryParams = ReadonlyMap<string, readonly string[]>;

/**
 * Every parameter with its values; `name[]` counts as `name`.
 * @throws {Problem} 422 for a parameter that is not among `known`: a typing error must not change the answer.
 */
export function queryParams(request: Request, known: readonly string[]): QueryParams {
  const start = request.originalUrl.indexOf("?");
  const given = new URLSearchParams(start === -1 ? "" : request.originalUrl.slice(start + 1));
  const params = new Map<string, string[]>();
  const unknown = new Set<string>();
  for (const [name, value] of given) {
    const plain = name.replace(/\[\]$/, "");
    if (known.includes(plain)) params.set(plain, [...(params.get(plain) ?? []), value]);
    else unknown.add(name);
  }
  if (unknown.size === 0) return params;
  const message = `is not a parameter here; there are ${known.join(", ")}`;
  throw invalid([...unknown].map((field) => ({ field: field.slice(0, 100), message })));
}

/** The one value of `name`; empty counts as not given. */
export function single(params: QueryParams, name: string): string | undefined {
  const values = params.get(name) ?? [];
  if (values.length > 1) throw invalid([{ field: name, message: "is given more than once" }]);
  return values[0] === "" ? undefined : values[0];
}

/** A list: one value is split at commas, several values are taken as they are (names may have commas). */
export function list(params: QueryParams, name: string): readonly string[] {
  const [first = "", ...others] = params.get(name) ?? [];
  const items = others.length > 0 ? [first, ...others] : first.split(",").map((item) => item.trim());
  return items.filter((item) => item !== "");
}
