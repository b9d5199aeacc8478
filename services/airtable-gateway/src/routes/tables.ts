// GET /api/airtable/tables: a base's schema.
import { Router } from "express";
import { resource } from "#kit/resource.ts";
import type { Dependencies } from "../dependencies.ts";
import { queryParams } from "../query-params.ts";
import { schemaReading } from "../schema.ts";
import { targetBase } from "../target.ts";
import { sendReading } from "./send-reading.ts";

/** Answers `{base_id, tables}`. */
export function tablesRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/api/airtable/tables", {
    get: async (request, response) => {
      const base = targetBase(queryParams(request, ["base_id"]), dependencies.defaultBase);
      await sendReading(dependencies, schemaReading(base), response);
    },
  });
  return router;
}
