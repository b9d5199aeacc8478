// Reads a JSON body within a size: 415 for another type, 413 over the size, 400 when it does not parse.
import express, { type RequestHandler } from "express";
import { Problem } from "./problem.ts";

const bodyMethods = new Set(["POST", "PUT", "PATCH"]);
export const bodyLimitBytes = 256 * 1024;

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
    parse(request, response, next);
  };
}
