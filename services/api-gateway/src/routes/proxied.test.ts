// Where each declared route leads, and that nothing else leads anywhere.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type FakeSystem, apiKey, startFakeSystem } from "../fake-system.ts";

let system: FakeSystem;
beforeAll(async () => {
  system = await startFakeSystem();
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(() => {
  system.seen.length = 0;
});

const ask = (method: string, path: string) =>
  fetch(system.url + path, { method, headers: { "x-api-key": apiKey } });

const routes = [
  ["POST", "/api/auth/register", "platform-services", "/auth/register"],
  ["POST", "/api/auth/login", "platform-services", "/auth/login"],
  ["POST", "/api/auth/refresh", "platform-services", "/auth/refresh"],
  ["POST", "/api/auth/logout", "platform-services", "/auth/logout"],
  ["GET", "/api/auth/verify", "platform-services", "/auth/verify"],
  ["HEAD", "/api/auth/verify", "platform-services", "/auth/verify"],
  ["GET", "/api/auth/profile", "platform-services", "/auth/profile"],
  ["PUT", "/api/auth/profile", "platform-services", "/auth/profile"],
  ["DELETE", "/api/auth/users/u-1", "platform-services", "/auth/users/u-1"],
  ["GET", "/api/airtable/bases", "airtable-gateway", "/api/airtable/bases"],
  ["GET", "/api/airtable/tables?base_id=a", "airtable-gateway", "/api/airtable/tables?base_id=a"],
  [
    "GET",
    "/api/airtable/tables/T%201/records?a=%00&a=ü",
    "airtable-gateway",
    "/api/airtable/tables/T%201/records?a=%00&a=%C3%BC",
  ],
  ["POST", "/api/airtable/tables/T/records", "airtable-gateway", "/api/airtable/tables/T/records"],
  ["PATCH", "/api/airtable/tables/T/records", "airtable-gateway", "/api/airtable/tables/T/records"],
  [
    "DELETE",
    "/api/airtable/tables/T/records?records=r",
    "airtable-gateway",
    "/api/airtable/tables/T/records?records=r",
  ],
  ["GET", "/api/airtable/tables/T/records/r", "airtable-gateway", "/api/airtable/tables/T/records/r"],
  ["PUT", "/api/airtable/tables/T/records/r", "airtable-gateway", "/api/airtable/tables/T/records/r"],
  ["PATCH", "/api/airtable/tables/T/records/r", "airtable-gateway", "/api/airtable/tables/T/records/r"],
  ["DELETE", "/api/airtable/tables/T/records/r", "airtable-gateway", "/api/airtable/tables/T/records/r"],
  ["POST", "/api/chat", "llm-orchestrator", "/chat"],
  ["GET", "/api/tools", "llm-orchestrator", "/tools"],
  ["POST", "/api/execute-tool", "llm-orchestrator", "/execute-tool"],
  ["GET", "/api/sessions/s", "llm-orchestrator", "/sessions/s"],
  ["DELETE", "/api/sessions/s", "llm-orchestrator", "/sessions/s"],
  ["GET", "/api/sessions/s/history", "llm-orchestrator", "/sessions/s/history"],
  // Written otherwise, it is the same route, and the service sees its own spelling.
  ["POST", "/API/Chat/", "llm-orchestrator", "/chat"],
  ["GET", "/api/sessions/..%2F..%2Fmetrics", "llm-orchestrator", "/sessions/..%2F..%2Fmetrics"],
] as const;

test.for(routes)("When %s %s is asked, then %s gets %s", async ([method, path, peer, url]) => {
  expect((await ask(method, path)).status).toBe(path === "/api/auth/verify" ? 401 : 200);
  expect(system.seen).toMatchObject([{ peer, method, url }]);
});

const nowhere = [
  "/api/auth",
  "/api/auth/metrics",
  "/api/auth/health",
  "/api/auth/ready",
  "/api/auth/users/u-1/metrics",
  "/api/airtable/metrics",
  "/api/airtable/tables/T",
  "/api/metrics",
  "/api/mcp",
  "/api/sessions",
  "/auth/login",
  "/tools",
  "//api/tools",
];

test.for(nowhere)("When the undeclared %s is asked, then it is 404 and nobody is asked", async (path) => {
  const reply = await ask("GET", path);
  expect(reply.status).toBe(404);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
  expect(system.seen).toEqual([]);
});

test.for([
  ["GET", "/api/auth/login", "OPTIONS, POST"],
  ["POST", "/api/auth/verify", "GET, HEAD, OPTIONS"],
  ["PUT", "/api/airtable/tables/T/records", "DELETE, GET, HEAD, OPTIONS, PATCH, POST"],
  ["DELETE", "/api/chat", "OPTIONS, POST"],
  ["DELETE", "/api/sessions/s/history", "GET, HEAD, OPTIONS"],
  ["POST", "/api/health", "GET, HEAD, OPTIONS"],
] as const)("When %s %s is not declared, then it is 405 with Allow: %s", async ([method, path, allow]) => {
  const reply = await ask(method, path);
  expect([reply.status, reply.headers.get("allow")]).toEqual([405, allow]);
  expect(system.seen).toEqual([]);
});

test("When a path does not decode, then it is 400", async () => {
  expect((await ask("GET", "/api/sessions/%E0%A4%A")).status).toBe(400);
});
