// Calls MCP tools over plain HTTP, as the older clients do, on a base that is not the default one.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";

const mcp = "mcp-server";

/** design.md's list of tools. */
export const toolNames = [
  "list_tables",
  "get_records",
  "get_record",
  "create_record",
  "update_record",
  "delete_record",
  "search_records",
  "batch_create_records",
  "batch_update_records",
  "get_field_info",
  "analyze_table_data",
  "find_duplicates",
  "export_table_csv",
] as const;

type Given = Readonly<Record<string, unknown>>;

/** The answer of POST /tools/call, whatever it is. */
export function askTool({ http, setting }: CheckContext, name: string, given: Given): Promise<Reply> {
  const headers = { "x-api-key": setting(mcp, "API_KEY") };
  return http.post(mcp, "/tools/call", { headers, json: { name, arguments: given } });
}

/** Calls tools that must succeed, in one table of one base, and gives their results. */
export function toolCaller(context: CheckContext, { baseId, table }: { baseId: string; table: string }) {
  return async (name: (typeof toolNames)[number], given: Given = {}): Promise<Given> => {
    const place = name === "list_tables" ? { base_id: baseId } : { base_id: baseId, table };
    const reply = await askTool(context, name, { ...place, ...given });
    const what = `POST /tools/call of ${name} at ${mcp}: ${reply.text.slice(0, 300)}`;
    expect(reply.status, what).toBe(200);
    expect(reply.json, what).toMatchObject({ name, ok: true, result: expect.any(Object) });
    return reply.json?.["result"] as Given;
  };
}
