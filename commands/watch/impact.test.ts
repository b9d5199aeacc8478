import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readTopology, type Topology } from "../../fixtures/topology.ts";
import { criteriaOf } from "../../suites/catalogue.ts";
import { componentsOf } from "../../suites/components.ts";
import { impactOf, type Watched } from "./impact.ts";

const root = path.resolve(import.meta.dirname, "../..");
let topology: Topology;
let watched: Watched;

beforeAll(() => {
  topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
  watched = {
    topology,
    criteria: criteriaOf(componentsOf(topology)),
    seen: new Map([
      ["workflow.mcp", new Set(["mcp-server"])],
      ["workflow.write", new Set(["airtable-gateway"])],
      ["auth.login-email", new Set(["platform-services"])],
    ]),
    judges: [{ check: "ports.unique", file: "suites/ports/ports.suite.ts", line: 1 }],
  };
});

test("When a service's source is saved, then it starts anew, and what asks it, or whoever asks it, is judged", () => {
  const { anew, restarts, criteria } = impactOf(["services/airtable-gateway/src/app.ts"], watched);

  expect({ anew, restarts }).toEqual({ anew: false, restarts: ["airtable-gateway"] });
  expect([...criteria]).toEqual(
    expect.arrayContaining(["workflow.write", "workflow.mcp", "headers.required/airtable-gateway"]),
  );
  expect(criteria.has("auth.login-email")).toBe(false);
  expect(criteria.has("headers.required/platform-services")).toBe(false);
});

test("When what services share is saved, then all of them start anew, and the simulated Airtable does not", () => {
  const { restarts } = impactOf(["services/kit/log.ts"], watched);

  expect(restarts.toSorted()).toEqual(componentsOf(topology).services.toSorted());
});

test("When a suite file is saved, then its own criteria are judged and nothing starts anew", () => {
  const { restarts, criteria } = impactOf(["suites/ports/ports.suite.ts"], watched);

  expect({ restarts, criteria: [...criteria] }).toEqual({ restarts: [], criteria: ["ports.unique"] });
});

test("When the compose file is saved, then everything comes up anew", () => {
  expect(impactOf(["compose.test.yml"], watched)).toMatchObject({ anew: true });
});

test("When a declaration is saved, then it is said that the running catalogue does not know it", () => {
  expect(impactOf(["suites/ports/ports.checks.ts"], watched).unread).toEqual([
    "suites/ports/ports.checks.ts",
  ]);
});
