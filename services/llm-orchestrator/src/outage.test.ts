// What a chat answers while a neighbour is away: quickly, and by name.
import { expect, test } from "vitest";
import { startApp } from "./test-app.ts";

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
