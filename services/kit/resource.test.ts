import { Router } from "express";
import { expect, test } from "vitest";
import { resource } from "./resource.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

function served() {
  const routes = Router();
  resource(routes, "/things/:id", {
    get: (request, response) => {
      response.json({ id: request.params["id"] });
    },
    delete: (_request, response) => {
      response.status(204).end();
    },
  });
  return listen(createTestApp({ routes }));
}

test("When a method is declared, then its handler answers, and HEAD wherever GET does", async () => {
  await using server = await served();
  expect(await (await fetch(`${server.url}/things/7`)).json()).toEqual({ id: "7" });
  expect((await fetch(`${server.url}/things/7`, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${server.url}/things/7`, { method: "DELETE" })).status).toBe(204);
});

test.each(["POST", "PUT", "PATCH", "PROPFIND"])(
  "When %s is not declared, then 405 with Allow",
  async (method) => {
    await using server = await served();
    const reply = await fetch(`${server.url}/things/7`, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.get("allow")).toBe("DELETE, GET, HEAD, OPTIONS");
  },
);

test("When OPTIONS is asked, then 204 with Allow", async () => {
  await using server = await served();
  const reply = await fetch(`${server.url}/things/7`, { method: "OPTIONS" });
  expect([reply.status, reply.headers.get("allow")]).toEqual([204, "DELETE, GET, HEAD, OPTIONS"]);
});
