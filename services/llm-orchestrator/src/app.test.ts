// The whole service over real HTTP, real Redis and real MCP: who gets in, what comes out, what is kept.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, startApp } from "./test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

interface Chat {
  readonly response: string;
  readonly session_id: string;
}

async function chat(user: string, body: Record<string, unknown>): Promise<Chat> {
  const reply = await app.send("/chat", { user, body });
  expect(reply.status).toBe(200);
  return (await reply.json()) as Chat;
}

test.each(["/chat", "/tools", "/execute-tool", "/sessions/x", "/sessions/x/history"])(
  "When %s is asked without the service key, then it is 401",
  async (path) => {
    const reply = await app.send(path, { headers: { "x-api-key": "another-key-altogether" } });
    expect(reply.status).toBe(401);
  },
);

test("When a message is sent, then the answer has names from the base, the tools used and a session", async () => {
  const reply = await app.send("/chat", {
    user: "ada",
    body: { message: "which tables are there?", base_id: "appSky" },
    headers: { "x-request-id": "trace-of-a-chat", "x-forwarded-for": "203.0.113.9" },
  });
  expect(await reply.json()).toEqual({
    response: "There are 2 tables: 🔭 Telescopes and Night Logs.",
    tools_used: [{ name: "list_tables", arguments: { base_id: "appSky" }, ok: true }],
    session_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    usage: { model: "built-in-planner", input_tokens: 0, output_tokens: 0 },
  });
  expect(app.mcp.headers.at(-1)).toMatchObject({
    "x-request-id": "trace-of-a-chat",
    "x-user-id": "ada",
    "x-forwarded-for": "203.0.113.9",
  });
});

test("When a session goes on, then its history grows and its base stays", async () => {
  const { session_id } = await chat("ada", { message: "list the tables", base_id: "appSky" });
  await chat("ada", { message: "what fields do telescopes have", session_id });
  expect(app.mcp.calls.at(-1)?.arguments).toEqual({ base_id: "appSky" });
  const history = await app.send(`/sessions/${session_id}/history`, { user: "ada" });
  const { messages } = (await history.json()) as { messages: { role: string; content: string }[] };
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
  expect(messages[2]?.content).toBe("what fields do telescopes have");
  expect(await app.redis.ttl(`chat:history:${session_id}`)).toBeGreaterThan(3500);
  const session = await app.send(`/sessions/${session_id}`, { user: "ada" });
  expect(await session.json()).toMatchObject({ session_id, base_id: "appSky", message_count: 4 });
});

test("When a session is another person's, then it is 404 for everything", async () => {
  const { session_id } = await chat("ada", { message: "list the tables" });
  const asEve = { user: "eve" };
  const replies = await Promise.all([
    app.send(`/sessions/${session_id}`, asEve),
    app.send(`/sessions/${session_id}/history`, asEve),
    app.send(`/sessions/${session_id}`),
    app.send("/chat", { ...asEve, body: { message: "hello", session_id } }),
    app.send(`/sessions/${session_id}`, { ...asEve, method: "DELETE" }),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect((await app.send(`/sessions/${session_id}`, { user: "ada" })).status).toBe(200);
});

test("When a session is deleted, then nothing of it is left", async () => {
  const { session_id } = await chat("ada", { message: "list the tables" });
  expect((await app.send(`/sessions/${session_id}`, { user: "ada", method: "DELETE" })).status).toBe(204);
  expect((await app.send(`/sessions/${session_id}`, { user: "ada" })).status).toBe(404);
  expect(await app.redis.keys(`*${session_id}*`)).toEqual([]);
});

test.each([
  ["no message", {}, 422],
  ["an empty message", { message: "  " }, 422],
  ["a message of 8001 characters", { message: "x".repeat(8001) }, 422],
  ["NUL in the message", { message: "a\0b" }, 422],
  ["half a surrogate pair", { message: "\ud800" }, 422],
  ["a message that is a number", { message: 5 }, 422],
  ["a list for a body", [], 422],
  ["malformed JSON", "{", 400],
  ["a session that is none", { message: "hello", session_id: "../x" }, 404],
])("When a chat has %s, then it is %s", async (_what, body, status) => {
  const reply = await app.send("/chat", { body });
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
});

test("When the tools are listed or executed, then they are those of mcp-server", async () => {
  const list = (await (await app.send("/tools")).json()) as { tools: { name: string }[] };
  expect(list.tools.map(({ name }) => name)).toEqual(["list_tables", "get_record"]);
  const good = await app.send("/execute-tool", { body: { name: "list_tables" } });
  expect(await good.json()).toMatchObject({ name: "list_tables", ok: true, result: { base_id: "appSky" } });
});

test.each([
  [{ name: "get_record", arguments: {} }, 404, "no such record"],
  [{ name: "no_such_tool" }, 404, 'There is no tool "no_such_tool".'],
  [{ name: "list_tables", arguments: [] }, 422, "arguments: is not an object"],
  [
    { name: "list_tables", arguments: { a: JSON.parse("[".repeat(9000) + "]".repeat(9000)) as unknown } },
    422,
    "body: is nested deeper than 32 levels",
  ],
])("When %j is executed, then it is a problem with %i", async (body, status, detail) => {
  const reply = await app.send("/execute-tool", { body });
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ detail });
});

test("When tools were called, then the counter knows them by tool and outcome, never by a made-up name", async () => {
  await app.send("/execute-tool", { body: { name: "made_up" } });
  const text = await (await app.send("/metrics")).text();
  expect(text).toMatch(/chat_tool_calls_total\{tool="list_tables",outcome="ok",.*\} [1-9]/);
  expect(text).toMatch(/chat_tool_calls_total\{tool="unknown",outcome="error"/);
  expect(text).not.toContain("made_up");
});
