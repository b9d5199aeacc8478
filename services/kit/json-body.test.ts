import { Router } from "express";
import { expect, test } from "vitest";
import { bodyLimitBytes, jsonBody, maxDepth } from "./json-body.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

async function send(body: string | undefined, type = "application/json") {
  const routes = Router();
  routes.post("/echo", jsonBody(), (request, response) => {
    response.json({ body: request.body as unknown });
  });
  await using server = await listen(createTestApp({ routes }));
  const reply = await fetch(`${server.url}/echo`, {
    method: "POST",
    headers: { "content-type": type },
    ...(body === undefined ? {} : { body }),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

test("When the body is JSON, then it is parsed, by its own type or a suffixed one", async () => {
  expect(await send('{"a":[1]}')).toEqual({ status: 200, body: { body: { a: [1] } } });
  expect((await send('{"a":1}', "application/merge-patch+json; charset=utf-8")).status).toBe(200);
});

test("When there is no body, then it is undefined, for the schema to judge", async () => {
  expect(await send(undefined)).toEqual({ status: 200, body: {} });
});

test.each([
  { what: "does not parse", body: '{"a":', status: 400 },
  { what: "is no object or list", body: '"text"', status: 400 },
  { what: "has another type", body: "a=1", type: "application/x-www-form-urlencoded", status: 415 },
  { what: "has a strange charset", body: "{}", type: "application/json; charset=klingon", status: 415 },
  { what: "is too large", body: JSON.stringify("x".repeat(bodyLimitBytes)), status: 413 },
])("When the body $what, then the problem says so", async ({ body, type, status }) => {
  expect(await send(body, type)).toMatchObject({ status, body: { status } });
});

const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test.each([
  { what: "nests deeper than it could be written again", body: lists(100_000), message: /nested deeper/ },
  { what: "nests one level too deep", body: `{"a":${lists(maxDepth + 1)}}`, message: /nested deeper/ },
  { what: "has a number that would become null", body: '{"a":[1e999]}', message: /number that is too large/ },
])("When the body $what, then it is 422", async ({ body, message }) => {
  const reply = await send(body);
  expect(reply).toMatchObject({ status: 422, body: { errors: [{ field: "body" }] } });
  expect(reply.body["detail"]).toMatch(message);
});

test("When the body nests as deep as may be, then it is parsed", async () => {
  expect((await send(`{"a":${lists(maxDepth)}}`)).status).toBe(200);
});
