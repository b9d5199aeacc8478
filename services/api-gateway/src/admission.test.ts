// Who passes the edge, and what the next hop is told of them.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type FakeSystem, apiKey, goodToken, startFakeSystem } from "./fake-system.ts";

let system: FakeSystem;
beforeAll(async () => {
  system = await startFakeSystem();
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(() => {
  system.seen.length = 0;
  delete system.answers["platform-services"];
});

const get = (path: string, headers: Record<string, string>) => fetch(system.url + path, { headers });
const spoof = {
  "x-user-id": "eve",
  "x-forwarded-for": "6.6.6.6",
  "x-api-key": "wrong-service-key",
  forwarded: "for=6.6.6.6",
};
const lastHeaders = () => system.seen.at(-1)?.headers ?? {};

test("When a route of ours is asked without credentials, then it is 401 with a challenge, and nobody is asked", async () => {
  const reply = await get("/api/tools", {});
  expect([reply.status, reply.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(system.seen).toEqual([]);
});

test.for(["Basic YWRhOmFkYQ==", "Bearer", "Bearer not-a-jwt", "bearer a b"])(
  "When the chat is asked with %s, then it is 401, and nobody is asked",
  async (authorization) => {
    expect((await get("/api/tools", { authorization })).status).toBe(401);
    expect(system.seen).toEqual([]);
  },
);

test("When the service key is shown, then its person goes along and a token does not", async () => {
  const authorization = "Bearer anything";
  expect((await get("/api/tools", { "x-api-key": apiKey, "x-user-id": "ada", authorization })).status).toBe(
    200,
  );
  expect(lastHeaders()).toMatchObject({
    "x-api-key": apiKey,
    "x-user-id": "ada",
    "x-forwarded-for": "127.0.0.1",
  });
  expect(lastHeaders()).not.toHaveProperty("authorization");
});

test.for(["/api/tools", "/api/airtable/tables"])(
  "When a JWT asks for %s, then platform-services vouches for it, and the service sees the person and our key",
  async (path) => {
    const reply = await get(path, { ...spoof, authorization: `Bearer ${goodToken}` });
    expect(reply.status).toBe(200);
    expect(system.seen.map(({ url }) => url)).toEqual(["/auth/verify", path.replace("/api/tools", "/tools")]);
    expect(lastHeaders()).toMatchObject({
      "x-api-key": apiKey,
      "x-user-id": "ada",
      "x-forwarded-for": "127.0.0.1",
    });
    expect(lastHeaders()).not.toHaveProperty("authorization");
    expect(lastHeaders()).not.toHaveProperty("forwarded");
  },
);

test("When a JWT is asked with twice, then platform-services is asked twice: a revoked token fails at once", async () => {
  const authorization = `Bearer ${goodToken}`;
  expect((await get("/api/tools", { authorization })).status).toBe(200);
  system.answers["platform-services"] = (_request, response) => response.writeHead(401).end("{}");
  const reply = await get("/api/tools", { authorization });
  expect([reply.status, reply.headers.get("www-authenticate")]).toEqual([
    401,
    'Bearer error="invalid_token"',
  ]);
});

test("When a JWT is not good, then it is 401 and the service is not asked", async () => {
  expect((await get("/api/tools", { authorization: "Bearer eyJ.eyJ.x" })).status).toBe(401);
  expect(system.seen.map(({ url }) => url)).toEqual(["/auth/verify"]);
});

test("When the operator's own token asks Airtable, then it goes on without our key or a person", async () => {
  const authorization = "Bearer patABCDEFGHIJKLMN.0123456789abcdef";
  expect((await get("/api/airtable/tables", { ...spoof, authorization })).status).toBe(200);
  expect(lastHeaders()).toMatchObject({ authorization, "x-forwarded-for": "127.0.0.1" });
  expect(lastHeaders()).not.toHaveProperty("x-api-key");
  expect(lastHeaders()).not.toHaveProperty("x-user-id");
});

test("When /api/auth is asked, then Authorization goes on for platform-services to judge", async () => {
  await get("/api/auth/profile", { ...spoof, authorization: "Bearer whatever" });
  expect(lastHeaders()).toMatchObject({
    authorization: "Bearer whatever",
    "x-api-key": apiKey,
    "x-forwarded-for": "127.0.0.1",
  });
  expect(lastHeaders()).not.toHaveProperty("x-user-id");
});

test.for([
  [429, 429],
  [503, 503],
  [500, 502],
  [200, 502],
] as const)(
  "When the verification answers %i without a person, then the caller gets %i",
  async ([status, expected]) => {
    system.answers["platform-services"] = (_request, response) =>
      response.writeHead(status, { "Retry-After": "7" }).end("{}");
    const reply = await get("/api/tools", { authorization: `Bearer ${goodToken}` });
    expect(reply.status).toBe(expected);
    expect(await reply.json()).toMatchObject({ peer: "platform-services" });
    expect(reply.headers.get("retry-after")).toBe(expected === 502 ? "1" : "7");
  },
);
