// Judges the ways in for machines and people: MCP tools, the chat, and that nobody sees another's.
import { randomUUID } from "node:crypto";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { registerPerson } from "../person.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { type ChatReply, chatOf } from "./ask-chat.ts";
import { toolNames } from "./tool-call.ts";
import { workflow } from "./workflow.checks.ts";

const mcp = "mcp-server";

verify(workflow.mcp, async ({ http, setting, stack, evidence }) => {
  needSimulatedAirtable(stack);
  const url = http.url(mcp, "/mcp");
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { "x-api-key": setting(mcp, "API_KEY") } },
  });
  const client = new Client({ name: "pyairtable-verifier", version: "1.0.0" });
  try {
    await http.get(mcp, "/health");
    await client.connect(transport).catch((error: Error) => {
      throw new Failure(`the MCP client cannot connect to ${url}: ${error.message}`);
    });
    const offered = (await client.listTools()).tools.map(({ name }) => name);
    evidence.record({
      kind: "exchange",
      service: mcp,
      summary: `MCP tools/list at ${url}: ${offered.join(", ")}`,
    });
    expect(offered, "tools that are offered").toEqual(expect.arrayContaining([...toolNames]));
    const good = await client.callTool({ name: "list_tables", arguments: {} });
    const { error } = (good.structuredContent ?? {}) as { error?: { status?: number } };
    const summary = `MCP tools/call list_tables -> ${error?.status ?? "answered"}`;
    evidence.record({ kind: "exchange", service: mcp, summary, detail: good });
    const said = JSON.stringify(good.content);
    expect(good.isError ?? false, `list_tables is an error: ${said}`).toBe(false);
    for (const table of ["People", "Companies", "Orders"])
      expect(said, "the tables by name").toContain(table);
    const bad = await client.callTool({ name: "get_records", arguments: { table: "Nobody has this" } });
    evidence.record({
      kind: "exchange",
      service: mcp,
      summary: "MCP tools/call get_records of an unknown table",
      detail: bad,
    });
    expect(bad.isError, "a tool that fails says so").toBe(true);
  } finally {
    await client.close();
  }
  const anonymous = await http.post(mcp, "/mcp", { json: { jsonrpc: "2.0", id: 1, method: "tools/list" } });
  expect(anonymous.status, "MCP without the service key").toBe(401);
});

verify(workflow.chat, async (context) => {
  needSimulatedAirtable(context.stack);
  const { http, airtable } = context;
  const { bearer } = await registerPerson(http);
  const chat = chatOf(http, bearer);
  const ask = (message: string) => chat({ message });
  const listed = await ask("Which tables are there?");
  for (const table of ["People", "Companies", "Orders"])
    expect(listed.response, "the answer names the tables").toContain(table);
  expect(listed.tools_used, "it asked through MCP").toContainEqual(
    expect.objectContaining({ name: "list_tables", ok: true }),
  );
  // Somebody whom no cache and no canned answer can know.
  const fields = { Name: `Grace ${randomUUID()}`, Email: `${randomUUID()}@example.com` };
  const people = "/api/airtable/tables/People/records";
  const created = await http.post("api-gateway", people, {
    headers: bearer,
    json: { records: [{ fields }] },
  });
  expect([200, 201], "status of the create of somebody to be found").toContain(created.status);
  const before = (await airtable.requests()).length;
  const found = await ask(`find ${fields.Name} in People`);
  expect((await airtable.requests()).length, "requests that reached Airtable").toBeGreaterThan(before);
  expect(found.response, "the answer tells of the person who was asked for").toContain(fields.Email);
  const counted = await ask("how many records are in Orders?");
  expect(
    Number(/\d[\d,]*/.exec(counted.response)?.[0].replaceAll(",", "")),
    "the number in the answer",
  ).toBeGreaterThan(250);
});

verify(workflow.isolation, async ({ http }) => {
  const [ada, eve] = [await registerPerson(http), await registerPerson(http)];
  const chat = await http.post("api-gateway", "/api/chat", {
    headers: ada.bearer,
    json: { message: "list the tables" },
    timeoutMs: 15_000,
  });
  expect(chat.status, "a chat").toBe(200);
  const session = (chat.json as unknown as ChatReply).session_id;
  for (const path of [`/api/sessions/${session}`, `/api/sessions/${session}/history`]) {
    expect((await http.get("api-gateway", path, { headers: ada.bearer })).status, `one's own ${path}`).toBe(
      200,
    );
    const other = await http.get("api-gateway", path, { headers: eve.bearer });
    expect([403, 404], `somebody else's ${path}`).toContain(other.status);
  }
  const spoofed = await http.get("api-gateway", `/api/sessions/${session}`, {
    headers: { ...eve.bearer, "x-user-id": ada.id },
  });
  expect([403, 404], "a spoofed X-User-Id").toContain(spoofed.status);
  const intruder = await http.post("api-gateway", "/api/chat", {
    headers: eve.bearer,
    json: { message: "list the tables", session_id: session },
  });
  expect([403, 404], "a chat in somebody else's session").toContain(intruder.status);
  const end = await http.request("DELETE", "api-gateway", `/api/sessions/${session}`, {
    headers: eve.bearer,
  });
  expect([403, 404], `DELETE /api/sessions/:id of somebody else's session`).toContain(end.status);
  const kept = await http.get("api-gateway", `/api/sessions/${session}`, { headers: ada.bearer });
  expect(kept.status, "one's own session at llm-orchestrator after somebody else's DELETE").toBe(200);
  const removal = await http.request("DELETE", "api-gateway", `/api/auth/users/${ada.id}`, {
    headers: eve.bearer,
  });
  expect(removal.status, "removing somebody else").toBe(403);
  const profile = await http.get("api-gateway", "/api/auth/profile", { headers: eve.bearer });
  expect(profile.json, "one's own profile").toMatchObject({ email: eve.email });
  const removed = await http.request("DELETE", "api-gateway", `/api/auth/users/${eve.id}`, {
    headers: eve.bearer,
  });
  expect([200, 204], "removing oneself").toContain(removed.status);
  const gone = await http.get("platform-services", "/auth/verify", { headers: eve.bearer });
  expect(gone.status, "a token of somebody who is gone").toBe(401);
});
