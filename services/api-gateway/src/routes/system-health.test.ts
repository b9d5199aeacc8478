// GET /api/health with everybody there, one away, one hanging.
import { expect, test } from "vitest";
import { startFakeSystem } from "../fake-system.ts";

const upNow = { status: "up", latency_ms: expect.any(Number) as number };
const down = (error: string) => ({ status: "down", latency_ms: expect.any(Number) as number, error });

test("When every service answers, then the system is healthy, without credentials", async () => {
  await using system = await startFakeSystem();
  const reply = await fetch(`${system.url}/api/health`);
  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual({
    status: "healthy",
    services: {
      "api-gateway": upNow,
      "platform-services": upNow,
      "airtable-gateway": upNow,
      "mcp-server": upNow,
      "llm-orchestrator": upNow,
    },
    down: [],
  });
});

test("When services are away, hang or are ill, then the answer is 200, degraded, and says which and why", async () => {
  await using system = await startFakeSystem();
  await system.end("mcp-server");
  system.answers["airtable-gateway"] = () => undefined;
  system.answers["llm-orchestrator"] = (_request, response) => response.writeHead(500).end();
  const reply = await fetch(`${system.url}/api/health`);
  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual({
    status: "degraded",
    services: {
      "api-gateway": upNow,
      "platform-services": upNow,
      "airtable-gateway": down("airtable-gateway did not answer in time."),
      "mcp-server": down("mcp-server cannot be reached."),
      "llm-orchestrator": down("/health answers 500"),
    },
    down: ["airtable-gateway", "mcp-server", "llm-orchestrator"],
  });
});

test("When a service comes back, then the system is healthy again", async () => {
  await using system = await startFakeSystem();
  system.answers["mcp-server"] = (_request, response) => response.writeHead(503).end();
  expect(await (await fetch(`${system.url}/api/health`)).json()).toMatchObject({ down: ["mcp-server"] });
  delete system.answers["mcp-server"];
  expect(await (await fetch(`${system.url}/api/health`)).json()).toMatchObject({
    status: "healthy",
    down: [],
  });
});

test("When a client is over its limit, then health is still told, and asked of each service once for all", async () => {
  await using system = await startFakeSystem({ limitMax: 1 });
  let asked = 0;
  system.answers["mcp-server"] = (_request, response) => {
    asked += 1;
    setImmediate(() => response.end());
  };
  await fetch(`${system.url}/openapi.json`);
  expect((await fetch(`${system.url}/openapi.json`)).status).toBe(429);
  const replies = await Promise.all(Array.from({ length: 20 }, () => fetch(`${system.url}/api/health`)));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(asked).toBeLessThan(20);
});
