// What a chat answers while a neighbour is away: quickly, and by name.
import { listen } from "#kit/test-server.ts";
import { expect, test } from "vitest";
import { startApp } from "./test-app.ts";
import { openToolBox } from "./tool-box.ts";

test("When Redis is away, then a chat is 503 before any tool is called, and readiness says so", async () => {
  await using app = await startApp();
  app.redis.disconnect();
  const reply = await app.send("/chat", { body: { message: "list the tables" } });
  expect(reply.status).toBe(503);
  expect(reply.headers.get("retry-after")).toBe("1");
  expect(await reply.json()).toMatchObject({ peer: "redis" });
  expect(app.mcp.calls).toEqual([]);
  const ready = await app.send("/ready");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ checks: { redis: { status: "down", required: true } } });
});

test("When mcp-server is away, then a chat is 502 naming it, and liveness stays", async () => {
  await using app = await startApp();
  await app.mcp[Symbol.asyncDispose]();
  const reply = await app.send("/chat", { body: { message: "list the tables" } });
  expect(reply.status).toBe(502);
  expect(await reply.json()).toMatchObject({
    peer: "mcp-server",
    detail: "mcp-server cannot be reached.",
  });
  expect((await app.send("/ready")).status).toBe(503);
  expect((await app.send("/health")).status).toBe(200);
});

test.each([
  [413, 413],
  [422, 422],
  [429, 429],
  [401, 502],
  [500, 502],
])("When mcp-server answers %i, then the caller gets %i", async (told, status) => {
  await using mcp = await listen((request, response) => {
    request.resume();
    response.writeHead(told).end();
  });
  const context = { requestId: "a-request", clientAddress: "127.0.0.1", trusted: true, userId: undefined };
  await using box = openToolBox({ mcpServerUrl: mcp.url, apiKey: "a-service-key", version: "0" }, context);
  await expect(box.call("list_tables", {})).rejects.toMatchObject({
    status,
    members: { peer: "mcp-server" },
  });
});
