// GET /api/airtable/bases: the bases that the operator's token can see.
import { Router } from "express";
import { readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { plainText } from "../names.ts";
import { queryParams, single } from "../query-params.ts";
import { sendReading } from "./send-reading.ts";

const input = z.object({ offset: plainText(500).optional() });

/** Answers `{bases, offset?}`; `offset` asks for the next page. */
export function basesRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/api/airtable/bases", {
    get: async (request, response) => {
      const { offset } = readInput(input, { offset: single(queryParams(request, ["offset"]), "offset") });
      const search = offset === undefined ? "" : `?${new URLSearchParams({ offset }).toString()}`;
      const call = { method: "GET", path: `/v0/meta/bases${search}`, expects: "bases" } as const;
      await sendReading(dependencies, { call, kind: "schema" }, response);
    },
  });
  return router;
}
