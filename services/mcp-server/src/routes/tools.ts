// GET /tools and POST /tools/call: the tools for callers that do not speak MCP.
import type { Peer } from "#kit/http-client.ts";
import { Problem, readInput } from "#kit/problem.ts";
import { contextOf } from "#kit/request-context.ts";
import { resource } from "#kit/resource.ts";
import { type RequestHandler, Router } from "express";
import { z } from "zod";
import { createAirtable } from "../airtable-gateway-client.ts";
import { text } from "../arguments.ts";
import { toolCatalogue, toolDescriptions } from "../tool-catalogue.ts";
import type { OnToolCall } from "../tool-metrics.ts";

export interface ToolRoutesOptions {
  readonly gateway: Peer;
  readonly onCall: OnToolCall;
}

const callBody = z.object({ name: text(100), arguments: z.record(z.string(), z.unknown()).default({}) });

/** Answers with the result; a tool that fails is a problem with the status of what failed. */
function call({ gateway, onCall }: ToolRoutesOptions): RequestHandler {
  return async (request, response) => {
    const { name, arguments: given } = readInput(callBody, request.body);
    const tool = toolCatalogue.get(name);
    if (!tool) throw new Problem(404, `There is no tool "${name}"; GET /tools lists them.`);
    try {
      const result = await tool.call(given, createAirtable(gateway, contextOf(request)));
      onCall(name, "ok");
      response.json({ name, ok: true, result });
    } catch (error) {
      onCall(name, "error");
      throw error;
    }
  };
}

export function toolRoutes(options: ToolRoutesOptions): Router {
  const router = Router();
  resource(router, "/tools", {
    get: (_request, response) => {
      response.json({ count: toolDescriptions.length, tools: toolDescriptions });
    },
  });
  resource(router, "/tools/call", { post: call(options) });
  return router;
}
