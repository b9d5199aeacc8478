// Reads a JSON body within bounds: 415 for another type, 413 over the size, 400 when it does not parse, 422 for values
// that could not be written again as they came.
import express, { type RequestHandler } from "express";
import { Problem, invalid } from "./problem.ts";

const bodyMethods = new Set(["POST", "PUT", "PATCH"]);
export const bodyLimitBytes = 256 * 1024;

/** Far more than anybody needs; much deeper JSON would exhaust the stack when it is written again. */
export const maxDepth = 32;

const inside = (value: unknown): readonly unknown[] =>
  typeof value === "object" && value !== null ? Object.values(value) : [];

/** JSON.stringify would write Infinity, which is what 1e999 parses to, as null: to Airtable that clears a cell. */
function bodyFault(body: unknown): string | undefined {
  let level: readonly unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return `is nested deeper than ${maxDepth} levels`;
    if (level.some((value) => typeof value === "number" && !Number.isFinite(value))) {
      return "has a number that is too large";
    }
    level = level.flatMap(inside);
  }
  return undefined;
}

/** Parses `request.body`; an absent body is undefined, for the schema to judge. */
export function jsonBody(): RequestHandler {
  const parse = express.json({
    limit: bodyLimitBytes,
    strict: true,
    type: ["application/json", "application/*+json"],
  });
  return (request, response, next) => {
    const hasBody =
      Number(request.headers["content-length"] ?? 0) > 0 ||
      request.headers["transfer-encoding"] !== undefined;
    if (!hasBody) return next();
    if (bodyMethods.has(request.method) && !request.is(["application/json", "application/*+json"])) {
      throw new Problem(415, "The body must be application/json.", {
        headers: { Accept: "application/json" },
      });
    }
    parse(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error);
      const message = bodyFault(request.body);
      next(message === undefined ? undefined : invalid([{ field: "body", message }]));
    });
  };
}
