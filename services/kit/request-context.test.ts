import { Router } from "express";
import { expect, test } from "vitest";
import { contextOf, onwardHeaders, sameSecret } from "./request-context.ts";
import { createTestApp, testApiKey } from "./test-app.ts";
import { listen } from "./test-server.ts";

async function seen(headers: Record<string, string>) {
  const routes = Router();
  routes.get("/context", (request, response) => {
    response.json(contextOf(request));
  });
  await using server = await listen(createTestApp({ routes }));
  const reply = await fetch(`${server.url}/context`, { headers });
  return { id: reply.headers.get("x-request-id"), context: (await reply.json()) as Record<string, unknown> };
}

test("When the caller sends a well-formed request id, then it is kept and answered", async () => {
  const { id, context } = await seen({ "x-request-id": "trace-0001" });
  expect([id, context["requestId"]]).toEqual(["trace-0001", "trace-0001"]);
});

test.each(["short", "with blanks in it", "x".repeat(129), "<script>alert</script>"])(
  "When the request id is %j, then a new one takes its place",
  async (id) => {
    expect((await seen({ "x-request-id": id })).id).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test("When there is no service key or a wrong one, then the claims beside it are not believed", async () => {
  const claims = { "x-forwarded-for": "203.0.113.9", "x-user-id": "somebody" };
  for (const headers of [claims, { ...claims, "x-api-key": "wrong" }, { ...claims, "x-api-key": "" }]) {
    expect((await seen(headers)).context).toMatchObject({ clientAddress: "127.0.0.1", trusted: false });
    expect((await seen(headers)).context).not.toHaveProperty("userId");
  }
});

test("When the service key is right, then the claims beside it count", async () => {
  const { context } = await seen({
    "x-api-key": testApiKey,
    "x-forwarded-for": "203.0.113.9, 10.0.0.1",
    "x-user-id": "ada",
  });
  expect(context).toMatchObject({ clientAddress: "203.0.113.9", trusted: true, userId: "ada" });
});

test("When a hop is made, then id, client, person and our key go along", () => {
  const context = { requestId: "trace-0001", clientAddress: "203.0.113.9", trusted: true, userId: "ada" };
  const common = { "x-request-id": "trace-0001", "x-forwarded-for": "203.0.113.9", "x-api-key": "key" };
  expect(onwardHeaders(context, "key")).toEqual({ ...common, "x-user-id": "ada" });
  expect(onwardHeaders({ ...context, userId: undefined }, "key")).toEqual(common);
});

test("When secrets are compared, then only the same are the same", () => {
  expect(sameSecret("abc", "abc")).toBe(true);
  expect(sameSecret("abc", "abcd")).toBe(false);
});
