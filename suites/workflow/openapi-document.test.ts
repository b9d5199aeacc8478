import { expect, test } from "vitest";
import { documentFaults } from "./openapi-document.ts";

const responses = {
  "200": { description: "Fine", content: { "a/b": { schema: { $ref: "#/components/A" } } } },
};
const good = {
  openapi: "3.1.1",
  info: { title: "An API", version: "1.2.3" },
  paths: { "/things/{id}": { get: { responses, parameters: [{ name: "id", in: "path", required: true }] } } },
  components: { A: {} },
};

test("When a document is whole, then nothing is wrong with it", () => {
  expect(documentFaults(good)).toEqual([]);
});

test("When a document is broken, then each fault is named", () => {
  const paths = { things: { post: { responses: { fine: {} } } }, "/a/{b}": { get: {} } };
  expect(documentFaults({ openapi: "2.0", info: { title: "An API" }, paths })).toEqual([
    "openapi is 2.0, not 3.x.y",
    "info has no title or no version",
    "POST things: its path does not begin with /",
    "POST things: fine is no response",
    "GET /a/{b}: it has no responses",
    "GET /a/{b}: b is no parameter of it",
  ]);
  expect(documentFaults({ ...good, paths: {} })).toEqual(["it describes no operation"]);
});

test("When a reference leads nowhere, then it is named", () => {
  const { components: _, ...without } = good;
  expect(documentFaults(without)).toEqual(["#/components/A leads nowhere"]);
});
