// What a tool is: data that describes it, and one function that runs it on checked arguments.
import { readInput } from "#kit/problem.ts";
import { z } from "zod";
import type { Airtable } from "./airtable-gateway-client.ts";

export type ToolResult = Readonly<Record<string, unknown>>;

export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: "object"; readonly [keyword: string]: unknown };
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
}

export interface Tool extends ToolDescription {
  /** @throws {Problem} 422 for bad arguments, else what Airtable's gateway says. */
  readonly call: (input: unknown, airtable: Airtable) => Promise<ToolResult>;
}

export interface ToolDefinition<Schema extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly effect: "read" | "add" | "change";
  readonly input: Schema;
  readonly run: (input: z.output<Schema>, airtable: Airtable) => Promise<ToolResult>;
}

/** Turns a definition into a tool; the schema is both what callers are told and what they are held to. */
export function defineTool<Schema extends z.ZodObject>(definition: ToolDefinition<Schema>): Tool {
  const { name, description, effect, input, run } = definition;
  return {
    name,
    description,
    inputSchema: { ...z.toJSONSchema(input, { io: "input" }), type: "object" },
    annotations: { readOnlyHint: effect === "read", destructiveHint: effect === "change" },
    call: async (given, airtable) => run(readInput(input, given ?? {}), airtable),
  };
}
