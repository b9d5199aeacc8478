// GET /tools and POST /execute-tool: the MCP tools for a person, without a chat around them.
import { jsonBody } from "#kit/json-body.ts";
import { Problem, readInput } from "#kit/problem.ts";
import { contextOf } from "#kit/request-context.ts";
import { resource } from "#kit/resource.ts";
import { type RequestHandler, Router } from "express";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { plainText } from "../plain-text.ts";
import { createToolUse } from "../tool-use.ts";

const body = z.object({
  name: plainText(100),
  arguments: z.record(z.string(), z.unknown(), "is not an object").default({}),
});

const list =
  ({ openToolBox }: Dependencies): RequestHandler =>
  async (request, response) => {
    await using box = openToolBox(contextOf(request));
    const tools = await box.list();
    response.json({ count: tools.length, tools });
  };

/** A tool that fails is a problem with its status, never a success. */
const execute =
  ({ openToolBox, onToolCall }: Dependencies): RequestHandler =>
  async (request, response) => {
    const { name, arguments: given } = readInput(body, request.body);
    await using box = openToolBox(contextOf(request));
    const tools = createToolUse(box, { baseId: undefined, onCall: onToolCall });
    const outcome = await tools.call(name, given);
    if (!outcome.ok) {
      throw new Problem(outcome.error.status, outcome.error.detail, { members: { tool: name } });
    }
    response.json({ name, ok: true, result: outcome.result });
  };

export function toolRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/tools", { get: list(dependencies) });
  resource(router, "/execute-tool", { post: [jsonBody(), execute(dependencies)] });
  return router;
}
