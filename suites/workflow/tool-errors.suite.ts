// Judges that a tool which fails is told as a failure, wherever it was called from.
import { expect } from "vitest";
import type { Reply } from "../http.ts";
import { expectProblem } from "../problem.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { chatOf } from "./ask-chat.ts";
import { askTool } from "./tool-call.ts";
import { workflow } from "./workflow.checks.ts";

const assistant = "llm-orchestrator";

function expectRefusal(reply: Reply, status: number, what: string): void {
  expect(reply.status, `status of ${what}, which cannot succeed: ${reply.text.slice(0, 200)}`).toBe(status);
  expectProblem(reply, what);
}

/** A tool call that cannot succeed, and the status that says why. */
const failing = [
  { name: "no_such_tool", given: {}, status: 404, why: "an unknown tool" },
  { name: "get_records", given: { table: "Nobody has this" }, status: 404, why: "an unknown table" },
  { name: "get_record", given: { table: "People" }, status: 422, why: "a record without its id" },
] as const;

verify(workflow.toolErrors, async (context) => {
  const { http, setting, stack } = context;
  needSimulatedAirtable(stack);
  const execute = (name: string, given: object) =>
    http.post(assistant, "/execute-tool", {
      headers: { "x-api-key": setting(assistant, "API_KEY") },
      json: { name, arguments: given },
    });
  const good = await execute("list_tables", {});
  expect({ status: good.status, json: good.json }, `POST /execute-tool of list_tables`).toMatchObject({
    status: 200,
    json: { ok: true, result: { tables: expect.any(Array) } },
  });
  for (const { name, given, status, why } of failing) {
    const called = await askTool(context, name, given);
    expectRefusal(called, status, `POST /tools/call of ${name} at mcp-server (${why})`);
    const executed = await execute(name, given);
    expectRefusal(executed, status, `POST /execute-tool of ${name} at ${assistant} (${why})`);
  }
  const ask = chatOf(http, { "x-api-key": setting("api-gateway", "API_KEY") });
  const { response, tools_used } = await ask({
    message: "list the tables",
    base_id: "appNobodyHasThis0",
  });
  const what = `tools_used of POST /api/chat about a base that ${assistant} cannot read ("${response.slice(0, 100)}")`;
  expect(tools_used.length, what).toBeGreaterThan(0);
  expect(
    tools_used.map(({ name, ok }) => ({ name, ok })),
    what,
  ).toEqual(tools_used.map(({ name }) => ({ name, ok: false })));
});
