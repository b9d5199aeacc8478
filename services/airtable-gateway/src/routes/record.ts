// /api/airtable/tables/:table/records/:id: one record.
import { type Request, type RequestHandler, Router } from "express";
import { jsonBody } from "#kit/json-body.ts";
import { readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Dependencies } from "../dependencies.ts";
import { queryParams } from "../query-params.ts";
import { recordSchema } from "../record-input.ts";
import { recordPath, targetBase } from "../target.ts";
import { sendReading } from "./reading.ts";
import { sendWrite } from "./writing.ts";

function target(request: Request, { defaultBase }: Dependencies) {
  const base = targetBase(queryParams(request, ["base_id"]), defaultBase);
  return { base, path: recordPath(request, base), expects: "id" } as const;
}

const writeRecord =
  (dependencies: Dependencies, method: "PATCH" | "PUT"): RequestHandler =>
  async (request, response) => {
    const where = target(request, dependencies);
    const body = readInput(recordSchema, request.body);
    response.type("json").send(await sendWrite(dependencies, { ...where, method, body }, request));
  };

/** PATCH changes the fields that it names, PUT clears the others too. */
export function recordRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/tables/:table/records/:id", {
    get: async (request, response) => {
      const call = { ...target(request, dependencies), method: "GET" } as const;
      await sendReading(dependencies, { call, kind: "records" }, response);
    },
    patch: [jsonBody(), writeRecord(dependencies, "PATCH")],
    put: [jsonBody(), writeRecord(dependencies, "PUT")],
    delete: async (request, response) => {
      const write = { ...target(request, dependencies), method: "DELETE" } as const;
      response.type("json").send(await sendWrite(dependencies, write, request));
    },
  });
  return router;
}
