// POST /mcp over real HTTP: the official client of both protocols, and who is kept out.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, test } from "vitest";
import { apiKey, startApp } from "./test-app.ts";
import { books, library } from "./test-gateway.ts";

async function mcpClient(url: string, mode: "auto" | "legacy") {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  const requestInit = {
    headers: { "x-api-key": apiKey, "x-request-id": "trace-of-a-test", "x-user-id": "u1" },
  };
  await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", url), { requestInit }));
  return client;
}

test.each(["/mcp", "/tools/call", "/tools"])(
  "When %s is asked without the service key, then it is 401",
  async (path) => {
    await using system = await startApp(library([]));
    const reply = await system.send(path, path === "/tools" ? undefined : {}, {
      "x-api-key": "another-key-altogether",
    });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toBe("ApiKey");
    expect(system.asked).toEqual([]);
  },
);

test.each(["auto", "legacy"] as const)(
  "When the official client (%s) calls a tool, then it gets the data and the request keeps its identity",
  async (mode) => {
    await using system = await startApp(library(books(3)));
    const client = await mcpClient(system.url, mode);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      "analyze_table_data",
      "batch_create_records",
      "batch_update_records",
      "create_record",
      "delete_record",
      "export_table_csv",
      "find_duplicates",
      "get_field_info",
      "get_record",
      "get_records",
      "list_tables",
      "search_records",
      "update_record",
    ]);
    const result = await client.callTool({
      name: "get_records",
      arguments: { table: "Books", base_id: "appX" },
    });
    expect(result.isError).toBeUndefined();
    expect(result.structuredContent).toMatchObject({ count: 3, has_more: false });
    expect(system.asked.at(-1)?.query.get("base_id")).toBe("appX");
    expect(system.asked.at(-1)?.headers).toMatchObject({
      "x-api-key": apiKey,
      "x-request-id": "trace-of-a-test",
      "x-user-id": "u1",
      "x-forwarded-for": "127.0.0.1",
    });
    await client.close();
  },
);

test("When the gateway refuses, then the MCP result is an error that keeps the status and the reason", async () => {
  const refusal = { status: 422, body: { title: "x", detail: 'Unknown field name: "Nope"' } };
  await using system = await startApp(library([], refusal));
  const client = await mcpClient(system.url, "auto");
  const result = await client.callTool({
    name: "get_record",
    arguments: { table: "Books", record_id: "rec1" },
  });
  expect(result.isError).toBe(true);
  expect(result.structuredContent).toEqual({
    error: { status: 422, title: "Unprocessable Entity", detail: 'Unknown field name: "Nope"' },
  });
  await client.close();
});

test("When another site's browser calls, then it is 403; the allowed origin gets in", async () => {
  await using system = await startApp(library([]));
  const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  const accept = "application/json, text/event-stream";
  expect((await system.send("/mcp", list, { accept, origin: "http://evil.example" })).status).toBe(403);
  expect((await system.send("/mcp", list, { accept, origin: "null" })).status).toBe(403);
  expect((await system.send("/mcp", list, { accept, origin: "http://localhost:3000" })).status).toBe(200);
});

test("When a session is asked for with GET or DELETE, then it is 405, since there are none", async () => {
  await using system = await startApp(library([]));
  const reply = await fetch(`${system.url}/mcp`, { method: "DELETE", headers: { "x-api-key": apiKey } });
  expect(reply.status).toBe(405);
  expect(reply.headers.get("allow")).toBe("OPTIONS, POST");
});

test.each([
  ["{}"],
  ["[]"],
  [""],
  ['{"jsonrpc":"2.0","id":1,"method":"nope"}'],
  ['"x"'],
  ['{"jsonrpc":"2.0","id":1,"method":"tools/call","params":5}'],
])("When /mcp gets %s, then it is refused without a server error", async (body) => {
  await using system = await startApp(library([]));
  const reply = await system.send("/mcp", body, { accept: "application/json, text/event-stream" });
  expect(reply.status).toBeLessThan(500);
  expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
});
