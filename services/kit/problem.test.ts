import { Router } from "express";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { invalid, readInput, unauthorized } from "./problem.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

function routesThat(act: () => void): Router {
  const router = Router();
  router.get("/act", act);
  return router;
}

async function answerTo(act: () => void, path = "/act?secret=1") {
  await using server = await listen(createTestApp({ routes: routesThat(act) }));
  const reply = await fetch(server.url + path, { headers: { "x-request-id": "request-1234" } });
  return { reply, body: (await reply.json()) as Record<string, unknown> };
}

test("When a handler throws a problem, then the answer is problem+json with the request's id", async () => {
  const { reply, body } = await answerTo(() => {
    throw unauthorized("Who are you?");
  });
  expect(reply.status).toBe(401);
  expect(reply.headers.get("www-authenticate")).toBe("Bearer");
  expect(reply.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(body).toEqual({
    type: "about:blank",
    title: "Unauthorized",
    status: 401,
    detail: "Who are you?",
    instance: "/act",
    request_id: "request-1234",
  });
});

test("When an error was not foreseen, then it is 500 and tells nothing of itself", async () => {
  const { reply, body } = await answerTo(() => {
    throw new Error("the password is hunter2");
  });
  expect(reply.status).toBe(500);
  expect(JSON.stringify(body)).not.toMatch(/hunter2|stack|\.ts/);
});

const nothing = () => undefined;

test("When nothing answers a path or the path is malformed, then it is 404 or 400", async () => {
  expect((await answerTo(nothing, "/elsewhere")).body).toMatchObject({ status: 404 });
  expect((await answerTo(nothing, "/act/%ff")).reply.status).toBeLessThan(500);
});

test("When fields are bad, then 422 names each of them", () => {
  const schema = z.object({ a: z.string("must be text"), b: z.object({ c: z.number("must be a number") }) });
  expect(() => readInput(schema, { a: 1, b: { c: "x" } })).toThrow(
    invalid([
      { field: "a", message: "must be text" },
      { field: "b.c", message: "must be a number" },
    ]),
  );
  expect(readInput(schema, { a: "x", b: { c: 1 } })).toEqual({ a: "x", b: { c: 1 } });
});

test("When an answer fails half-way, then its connection breaks and stderr gets no stack of its own", async () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubEnv("NODE_ENV", "production");
  const routes = Router();
  routes.get("/half", (_request, response) => {
    response.writeHead(200, { "content-length": 100 }).write("half");
    throw new Error("boom");
  });
  await using server = await listen(createTestApp({ routes }));
  await expect(fetch(`${server.url}/half`).then((reply) => reply.text())).rejects.toThrow("terminated");
  expect(printed).not.toHaveBeenCalled();
  vi.unstubAllEnvs();
  printed.mockRestore();
});
