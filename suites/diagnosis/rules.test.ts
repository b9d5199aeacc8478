import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { loadFaults } from "../../fixtures/faults/load-faults.ts";
import type { BringUp, LogLine, ServiceState } from "../../fixtures/stack.ts";
import { readTopology, type Topology } from "../../fixtures/topology.ts";
import type { CheckContext } from "../check-context.ts";
import type { Evidence } from "../outcome.ts";
import { oddPort } from "../wiring/odd-port.ts";
import { failingHop } from "./failing-hop.ts";
import { seenLast } from "./last-seen.ts";
import { passwordMismatch } from "./password-mismatch.ts";
import { serviceDown } from "./service-down.ts";
import { placeInStack } from "./stack-place.ts";

const root = path.resolve(import.meta.dirname, "../..");
const whole = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
const faults = await loadFaults();

/** The system's topology with a fault of the catalogue in it. */
function broken(id: string): Topology {
  const fault = faults.find((one) => one.id === id);
  if (!fault || !("change" in fault)) throw new Error(`no fault of the topology is called ${id}`);
  return fault.change(whole);
}

interface Seen {
  readonly topology?: Topology;
  readonly logs?: Readonly<Record<string, readonly string[]>>;
  readonly states?: Readonly<Record<string, ServiceState>>;
  readonly bringUp?: readonly BringUp[];
  readonly evidence?: readonly Partial<Evidence>[];
}

const running: ServiceState = { status: "running", health: "healthy", restartCount: 0 };

function symptom(message: string, suspects: readonly string[], seen: Seen = {}) {
  const { topology = whole, logs = {}, states = {}, bringUp = [], evidence = [] } = seen;
  const linesOf = (service: string): LogLine[] =>
    (logs[service] ?? []).map((text, at) => ({ service, stream: "stdout", at, text }));
  const context = {
    topology,
    root,
    services: topology.services.filter(({ verify }) => verify?.role === "service"),
    criterion: { id: "a.check", check: { phase: "side-by-side", failureTitle: "It does not hold" } },
    can: () => true,
    evidence: { items: evidence.map((item) => ({ kind: "exchange", at: 0, summary: "", ...item })) },
    stack: {
      bringUp,
      unknown: undefined,
      state: async (name: string) => states[name] ?? running,
      logs: async (name: string) => linesOf(name),
    },
  } as unknown as CheckContext;
  return { context, error: new Error(message), suspects };
}

const lineOf = (service: string, name: string) =>
  whole.services.find((one) => one.name === service)?.environment.find((one) => one.name === name)?.at.line;

test("When Redis' password stands twice in a URL, then that variable's line is named", () => {
  const topology = broken("redis-password-twice");
  expect(passwordMismatch(symptom("redis is down", ["airtable-gateway"], { topology }))).toMatchObject({
    line: lineOf("airtable-gateway", "REDIS_URL"),
    summary: expect.stringMatching(/it stands there twice/),
  });
});

test("When the passwords are alike, then nobody is blamed", () => {
  expect(passwordMismatch(symptom("503", ["platform-services", "airtable-gateway"]))).toBeUndefined();
});

test("When PORT alone differs from what all others say, then PORT is to blame", () => {
  const topology = broken("port-variable-differs");
  const find = (name: string) => topology.services.find((one) => one.name === name);
  expect(oddPort(find("mcp-server") ?? whole.services[0]!, topology)).toMatchObject({
    line: lineOf("mcp-server", "PORT"),
    cure: "make PORT 8001",
  });
});

test("When only the mapping differs, then PORT is not to blame", () => {
  const topology = broken("port-mapped-to-host-port");
  for (const service of topology.services) expect(oddPort(service, topology)).toBeUndefined();
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

test("When a crash names no line, then none is guessed", async () => {
  const seen = { states: { "mcp-server": exited }, logs: { "mcp-server": ["killed"] } };
  expect(await serviceDown(symptom("ECONNREFUSED", ["mcp-server"], seen))).toMatchObject({
    file: undefined,
    line: undefined,
  });
});

const end = (service: string, outcome: BringUp["outcome"], reason?: string): BringUp => ({
  service,
  outcome,
  reason,
  elapsedMs: 0,
  lastLog: [],
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

const request = (service: string, path_: string, status: number) =>
  JSON.stringify({ service, request_id: "id-12345", method: "GET", path: path_, status });
const exchange = {
  service: "api-gateway",
  summary: "GET http://127.77.1.1:8000/api/airtable/tables -> 404 in 3 ms",
  detail: { response: { headers: { "x-request-id": "id-12345" } } },
};

test("When a peer is asked for a path that it does not have, then it and the path are named", async () => {
  const seen = {
    evidence: [exchange],
    logs: {
      "airtable-gateway": [request("airtable-gateway", "/airtable/tables", 404)],
      "api-gateway": [request("api-gateway", "/api/airtable/tables", 404)],
    },
  };
  expect(await failingHop(symptom("expected 404 to be 200", [], seen))).toMatchObject({
    file: undefined,
    summary: expect.stringMatching(
      /^airtable-gateway answers GET \/airtable\/tables with 404, asked by api-gateway/,
    ),
  });
});

test("When a service threw, then the line where it did is named", async () => {
  const err = { message: "no such thing", stack: "Error: no\n at x (file:///app/services/kit/a.ts:7:1)" };
  const thrown = JSON.stringify({ level: "error", request_id: "id-12345", err });
  const seen = { evidence: [exchange], logs: { "airtable-gateway": [thrown] } };
  expect(await failingHop(symptom("expected 500 to be 200", [], seen))).toMatchObject({
    file: "services/kit/a.ts",
    line: 7,
    summary: expect.stringMatching(/^airtable-gateway threw "no such thing"/),
  });
});

test("When no rule is sure, then what was seen last is said, by service and route, and no line", async () => {
  const { context, error } = symptom("expected 200 to be 401", [], {
    evidence: [{ ...exchange, detail: {} }],
  });
  expect(await seenLast(context, error)).toEqual({
    summary:
      "It does not hold: expected 200 to be 401; last seen: api-gateway: GET /api/airtable/tables -> 404",
    file: undefined,
    line: undefined,
    cure: undefined,
  });
});

test.each([
  ["at file:///app/services/kit/log.ts:12:3", { file: "services/kit/log.ts", line: 12 }],
  [
    "at f (/home/x/services/mcp-server/src/tools/a-b.ts:4:1)",
    { file: "services/mcp-server/src/tools/a-b.ts", line: 4 },
  ],
  ["at node:internal/modules/run_main:107:5", undefined],
])("When a stack says %s, then the place is %j", (stack, place) => {
  expect(placeInStack(stack)).toEqual(place);
});
