import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { BringUp, ServiceState } from "../../fixtures/stack.ts";
import { serviceDown } from "./service-down.ts";
import { broken, lineOf, root, running, symptom, whole } from "./test-symptom.ts";

const end = (service: string, outcome: BringUp["outcome"], reason?: string): BringUp => ({
  service,
  outcome,
  reason,
  elapsedMs: 0,
  lastLog: [],
});

const exited: ServiceState = { status: "restarting", health: "starting", restartCount: 3, exitCode: 1 };

test("When a variable is given under another name, then the line of that name is the cause", async () => {
  const seen = {
    topology: broken("api-key-under-another-name"),
    states: { "airtable-gateway": exited },
    logs: { "airtable-gateway": ['{"level":"fatal","msg":"API_KEY: is missing"}'] },
  };
  expect(await serviceDown(symptom("ECONNREFUSED", ["airtable-gateway"], seen))).toMatchObject({
    line: lineOf("airtable-gateway", "API_KEY"),
    summary: expect.stringContaining("INTERNAL_API_KEY"),
  });
});

test("When a service crashes, then the line of the sources that its stack names is the place", async () => {
  const stack = [
    "TypeError: cannot read a thing",
    `    at createApp (${pathToFileURL(root).href}/services/mcp-server/src/app.ts:27:9)`,
    "Node.js v24.21.0",
  ];
  const seen = { states: { "mcp-server": exited }, logs: { "mcp-server": stack } };
  expect(await serviceDown(symptom("ECONNREFUSED", ["mcp-server"], seen))).toMatchObject({
    file: "services/mcp-server/src/app.ts",
    line: 27,
    summary: expect.stringContaining("TypeError: cannot read a thing"),
  });
});

test("When a service that never came up is found running between two crashes, then its last words are still told", async () => {
  const seen = {
    states: { "mcp-server": { status: "running" as const, health: "starting" as const, restartCount: 4 } },
    bringUp: [end("mcp-server", "failed", "it exited with code 1 before it was ready, 4 times in a row")],
    logs: { "mcp-server": ['{"level":"fatal","msg":"JWT_SECRET: is too short"}'] },
  };
  expect(await serviceDown(symptom("ECONNREFUSED", ["mcp-server"], seen))).toMatchObject({
    line:
      lineOf("mcp-server", "JWT_SECRET") ?? whole.services.find(({ name }) => name === "mcp-server")?.at.line,
    summary: expect.stringMatching(/JWT_SECRET is too short/),
  });
});

test.each([
  ["the engine killed it for its memory", { outOfMemory: ["mcp-server"] }],
  [
    "Node's heap was full",
    {
      logs: {
        "mcp-server": ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
      },
    },
  ],
])("When a service ended because %s, then that is said", async (_, seen) => {
  const found = await serviceDown(
    symptom("ECONNREFUSED", ["mcp-server"], { states: { "mcp-server": exited }, ...seen }),
  );
  expect(found?.summary).toMatch(/^mcp-server ran out of memory/);
});

test("When a crash names no line, then none is guessed", async () => {
  const seen = { states: { "mcp-server": exited }, logs: { "mcp-server": ["killed"] } };
  expect(await serviceDown(symptom("ECONNREFUSED", ["mcp-server"], seen))).toMatchObject({
    file: undefined,
    line: undefined,
  });
});

test("When a dependency is never healthy, then its health check is the cause of whoever waits for it", async () => {
  const seen = {
    topology: broken("unhealthy-blocks-others"),
    states: { "platform-services": { ...running, status: "not-created" as const } },
    bringUp: [
      end("redis", "failed", "its health check can never succeed: curl: not found in the image"),
      end("postgres", "ready"),
      end("platform-services", "not-started", "redis did not come up"),
    ],
  };
  expect(await serviceDown(symptom("ECONNREFUSED", ["platform-services"], seen))).toMatchObject({
    line: whole.services.find(({ name }) => name === "redis")?.healthCheck?.testAt.line,
    summary: expect.stringMatching(/^platform-services waits for redis: .*curl/),
  });
});

test("When the engine did not start a container in time, then the bring-up's reason is told", async () => {
  const seen = {
    states: { redis: { status: "starting" as const, health: "none" as const, restartCount: 0 } },
    bringUp: [end("redis", "failed", "waited for redis to start")],
  };
  expect(await serviceDown(symptom("ECONNREFUSED", ["redis"], seen))).toMatchObject({
    line: whole.services.find(({ name }) => name === "redis")?.at.line,
    summary: expect.stringMatching(/waited for redis to start/),
  });
});
