// /api/airtable/tables/:table/records: list, create, update, delete, up to 10 records a write.
import { type Request, type RequestHandler, Router } from "express";
import { jsonBody } from "#kit/json-body.ts";
import { readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Dependencies } from "../dependencies.ts";
import { listBody, listSearch, readListQuery } from "../list-query.ts";
import { list, queryParams } from "../query-params.ts";
import { creationSchema, deletionSchema, updateSchema, upstreamBody } from "../record-input.ts";
import { tablePath, targetBase } from "../target.ts";
import { sendReading } from "./reading.ts";
import { sendWrite } from "./writing.ts";

/** Airtable's own limit for URLs, of which the origin takes some. */
const longestPath = 15_900;

const listRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const { params, query } = readListQuery(request);
    const base = targetBase(params, dependencies.defaultBase);
    const table = tablePath(request, base);
    const search = listSearch(query);
    const path = search === "" ? table : `${table}?${search}`;
    const how =
      path.length <= longestPath
        ? ({ method: "GET", path } as const)
        : ({ method: "POST", path: `${table}/listRecords`, body: listBody(query) } as const);
    const call = { ...how, base, expects: "records" } as const;
    await sendReading(dependencies, { call, kind: "records" }, response);
  };

function target(request: Request, { defaultBase }: Dependencies) {
  const base = targetBase(queryParams(request, ["base_id"]), defaultBase);
  return { base, path: tablePath(request, base) };
}

const createRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const where = target(request, dependencies);
    const input = readInput(creationSchema(request.body), request.body);
    const isUpsert = "upsert" in input;
    const method = isUpsert ? "PATCH" : "POST";
    const expects = "records" in input ? "records" : "id";
    const write = { ...where, method, expects, body: upstreamBody(input) } as const;
    const text = await sendWrite(dependencies, write, request);
    response
      .status(isUpsert ? 200 : 201)
      .type("json")
      .send(text);
  };

const updateRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const where = target(request, dependencies);
    const input = readInput(updateSchema(request.body), request.body);
    const write = { ...where, method: "PATCH", expects: "records", body: upstreamBody(input) } as const;
    response.type("json").send(await sendWrite(dependencies, write, request));
  };

/** The ids come as `?records=rec1,rec2`, as `?records[]=` repeated, or as a body `{records: [ids]}`. */
const deleteRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const params = queryParams(request, ["base_id", "records"]);
    const base = targetBase(params, dependencies.defaultBase);
    const body: unknown = params.has("records") ? { records: list(params, "records") } : request.body;
    const { records } = readInput(deletionSchema, body);
    const search = new URLSearchParams(records.map((id): [string, string] => ["records[]", id])).toString();
    const path = `${tablePath(request, base)}?${search}`;
    const write = { method: "DELETE", base, path, expects: "records" } as const;
    response.type("json").send(await sendWrite(dependencies, write, request));
  };

export function recordsRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/tables/:table/records", {
    get: listRecords(dependencies),
    post: [jsonBody(), createRecords(dependencies)],
    patch: [jsonBody(), updateRecords(dependencies)],
    delete: [jsonBody(), deleteRecords(dependencies)],
  });
  return router;
}
