// GET /api/airtable/tables: a base's schema.
import { Router } from "express";
import { resource } from "#kit/resource.ts";
import type { Dependencies } from "../dependencies.ts";
import { queryParams } from "../query-params.ts";
import { targetBase } from "../target.ts";
import { sendReading } from "./reading.ts";

/** Answers `{base_id, tables}`. */
export function tablesRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/tables", {
    get: async (request, response) => {
      const base = targetBase(queryParams(request, ["base_id"]), dependencies.defaultBase);
      const path = `/v0/meta/bases/${base}/tables`;
      const call = { method: "GET", path, base, expects: "tables" } as const;
      const shape = (json: unknown) => ({ base_id: base, tables: (json as { tables: unknown }).tables });
      await sendReading(dependencies, { call, kind: "schema", shape }, response);
    },
  });
  return router;
}
