// /api/airtable/tables/:table/records: list, create, update, delete, up to 10 records a write.
import { type Request, type RequestHandler, Router } from "express";
import { jsonBody } from "#kit/json-body.ts";
import { readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Dependencies } from "../dependencies.ts";
import { listBody, listSearch, readListQuery } from "../list-query.ts";
import { list, queryParams } from "../query-params.ts";
import { creationSchema, deletionSchema, updateSchema, upstreamBody } from "../record-input.ts";
import { tablePath, targetBase, targetTable } from "../target.ts";
import { sendTableReading } from "./send-reading.ts";
import { sendWrite } from "./send-write.ts";

/** Airtable's own limit for URLs, of which the origin takes some. */
const longestPath = 15_900;

const listRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const { params, query } = readListQuery(request);
    const place = targetTable(request, targetBase(params, dependencies.defaultBase));
    const table = tablePath(place);
    const search = listSearch(query);
    const path = search === "" ? table : `${table}?${search}`;
    const how =
      path.length <= longestPath
        ? ({ method: "GET", path } as const)
        : ({ method: "POST", path: `${table}/listRecords`, body: listBody(query) } as const);
    await sendTableReading(dependencies, { place, call: { ...how, expects: "records" } }, response);
  };

function target(request: Request, { defaultBase }: Dependencies) {
  const place = targetTable(request, targetBase(queryParams(request, ["base_id"]), defaultBase));
  return { place, path: tablePath(place) };
}

const createRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const { place, path } = target(request, dependencies);
    const input = readInput(creationSchema(request.body), request.body);
    const isUpsert = "upsert" in input;
    const method = isUpsert ? "PATCH" : "POST";
    const expects = "records" in input ? "records" : "id";
    const call = { method, path, expects, body: upstreamBody(input) } as const;
    await sendWrite(dependencies, { place, call, status: isUpsert ? 200 : 201 }, response);
  };

const updateRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const { place, path } = target(request, dependencies);
    const input = readInput(updateSchema(request.body), request.body);
    const call = { method: "PATCH", path, expects: "records", body: upstreamBody(input) } as const;
    await sendWrite(dependencies, { place, call }, response);
  };

/** The ids come as `?records=rec1,rec2`, as `?records[]=` repeated, or as a body `{records: [ids]}`. */
const deleteRecords =
  (dependencies: Dependencies): RequestHandler =>
  async (request, response) => {
    const params = queryParams(request, ["base_id", "records"]);
    const place = targetTable(request, targetBase(params, dependencies.defaultBase));
    const body: unknown = params.has("records") ? { records: list(params, "records") } : request.body;
    const { records } = readInput(deletionSchema, body);
    const search = new URLSearchParams(records.map((id): [string, string] => ["records[]", id])).toString();
    const call = { method: "DELETE", path: `${tablePath(place)}?${search}`, expects: "records" } as const;
    await sendWrite(dependencies, { place, call }, response);
  };

export function recordsRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/api/airtable/tables/:table/records", {
    get: listRecords(dependencies),
    post: [jsonBody(), createRecords(dependencies)],
    patch: [jsonBody(), updateRecords(dependencies)],
    delete: [jsonBody(), deleteRecords(dependencies)],
  });
  return router;
}
