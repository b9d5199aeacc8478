// /api/airtable/tables/:table/records/:id: one record.
import { type Request, type RequestHandler, Router } from "express";
import { jsonBody } from "#kit/json-body.ts";
import { readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Dependencies } from "../dependencies.ts";
import { queryParams } from "../query-params.ts";
import { recordSchema } from "../record-input.ts";
import { recordPath, targetBase, targetTable } from "../target.ts";
import { sendTableReading } from "./send-reading.ts";
import { sendWrite } from "./send-write.ts";

function target(request: Request, { defaultBase }: Dependencies) {
  const place = targetTable(request, targetBase(queryParams(request, ["base_id"]), defaultBase));
  return { place, path: recordPath(request, place), expects: "id" } as const;
}

const writeRecord =
  (dependencies: Dependencies, method: "PATCH" | "PUT"): RequestHandler =>
  async (request, response) => {
    const { place, ...call } = target(request, dependencies);
    const body = readInput(recordSchema, request.body);
    await sendWrite(dependencies, { place, call: { ...call, method, body } }, response);
  };

/** PATCH changes the fields that it names, PUT clears the others too. */
export function recordRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/api/airtable/tables/:table/records/:id", {
    get: async (request, response) => {
      const { place, ...call } = target(request, dependencies);
      await sendTableReading(dependencies, { place, call: { ...call, method: "GET" } }, response);
    },
    patch: [jsonBody(), writeRecord(dependencies, "PATCH")],
    put: [jsonBody(), writeRecord(dependencies, "PUT")],
    delete: async (request, response) => {
      const { place, ...call } = target(request, dependencies);
      await sendWrite(dependencies, { place, call: { ...call, method: "DELETE" } }, response);
    },
  });
  return router;
}
