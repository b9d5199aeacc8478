import { expect, test } from "vitest";
import { oddPort } from "../wiring/odd-port.ts";
import { failingHop } from "./failing-hop.ts";
import { seenLast } from "./last-seen.ts";
import { passwordMismatch } from "./password-mismatch.ts";
import { placeInStack } from "./stack-place.ts";
import { broken, lineOf, symptom, whole } from "./test-symptom.ts";

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

test("When a check fails on what else it wanted of an answer that it wanted, then that the service threw is no cause", async () => {
  const outage = JSON.stringify({
    level: "error",
    request_id: "id-12345",
    err: { message: "late", stack: "Error: late" },
  });
  const seen = {
    evidence: [exchange],
    logs: { "airtable-gateway": [outage, request("airtable-gateway", "/airtable/tables", 504)] },
  };
  expect(await failingHop(symptom("attempts: expected 25 to be 3", [], seen))).toBeUndefined();
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
  expect(placeInStack([stack])).toEqual(place);
});
