import path from "node:path";
import { describe, expect, test } from "vitest";
import type { SourceFault, TopologyFault } from "../../fixtures/faults/fault.ts";
import { readTopology } from "../../fixtures/topology.ts";
import { criteriaOf } from "../../suites/catalogue.ts";
import { componentsOf } from "../../suites/components.ts";
import type { Diagnosis } from "../../suites/outcome.ts";
import { type Ended, judgeFault } from "./judge-fault.ts";

const root = path.resolve(import.meta.dirname, "../..");
const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
const ground = { root, topology, criteria: criteriaOf(componentsOf(topology)) };
const at = { file: "compose.test.yml", line: 91, column: 1 };

const wrongPort: TopologyFault = {
  id: "wrong-port",
  title: "A wrong port",
  kind: "compose",
  section: 1,
  change: (same) => same,
  catches: ["ports.mapping/airtable-gateway"],
  diagnosis: { at: () => at, words: ["8002"] },
};

const noLogout: SourceFault = {
  id: "no-logout",
  title: "Logout does nothing",
  kind: "source",
  section: 3,
  changes: [],
  catches: ["auth.session-revoked"],
  diagnosis: { words: ["platform-services", "/auth/logout"] },
};

const failed = (id: string, diagnosis: Partial<Diagnosis>): Ended => ({
  id,
  outcome: "failed",
  reason: "it failed",
  blockedBy: undefined,
  diagnosis: { summary: "", file: undefined, line: undefined, cure: undefined, ...diagnosis },
});

const judge = (fault: TopologyFault | SourceFault, ...ended: readonly Ended[]) =>
  judgeFault(fault, { ended, durationMs: 1, error: undefined }, ground);

describe("a fault of the compose file", () => {
  const id = "ports.mapping/airtable-gateway";
  const summary = "it listens on 8002";

  test("When its line is named, then it is caught and named", () => {
    const verdict = judge(wrongPort, failed(id, { ...at, summary }));
    expect(verdict).toMatchObject({ caught: true, by_intended: true, diagnosed: true, unrelated: [] });
  });

  test("When another line is named, then it is caught and not named", () => {
    const verdict = judge(wrongPort, failed(id, { ...at, line: 92, summary }));
    expect(verdict).toMatchObject({ by_intended: true, diagnosed: false });
  });

  test("When only another criterion fails, then it is caught, but not by the intended one", () => {
    const verdict = judge(wrongPort, failed("auth.register", {}));
    expect(verdict).toMatchObject({ caught: true, by_intended: false, unrelated: ["auth.register"] });
  });

  test("When nothing fails, then it is missed", () => {
    expect(judge(wrongPort)).toMatchObject({ caught: false, by_intended: false, diagnosed: false });
  });
});

describe("a fault of the sources", () => {
  const id = "auth.session-revoked";
  const summary = "platform-services: POST /auth/logout left the session";

  test("When service and route are named, then it is named", () => {
    expect(judge(noLogout, failed(id, { summary })).diagnosed).toBe(true);
  });

  test("When a line of the compose file is blamed beside, then that misleads", () => {
    expect(judge(noLogout, failed(id, { ...at, summary })).diagnosed).toBe(false);
  });

  test("When the service is not named, then it is not named", () => {
    expect(judge(noLogout, failed(id, { summary: "POST /auth/logout" })).diagnosed).toBe(false);
  });
});

test("When a fault names a criterion that is in no catalogue, then that is told", () => {
  expect(() => judge({ ...noLogout, catches: ["auth.logout"] })).toThrow(
    "auth.logout, which is in no catalogue",
  );
});
