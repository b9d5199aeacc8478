// What of the catalogue is judged on a system that somebody else runs.
import { expect, test } from "vitest";
import type { StartedStack } from "../fixtures/stack.ts";
import { readTopology } from "../fixtures/topology.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import { componentsOf } from "../suites/components.ts";
import type { Leave } from "./attach-options.ts";
import { attachedScope } from "./attached-scope.ts";

interface Situation {
  readonly allow?: readonly Leave[];
  readonly env?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, string>>;
}

/** Why each criterion is refused; undefined where it is judged. */
function refusals({ allow = [], env = {}, services = {} }: Situation) {
  const topology = readTopology({ file: "compose.test.yml", env });
  // The scope asks a stack for nothing else.
  const stack = {
    topology,
    unknown: { capabilities: {}, services, settings: {} },
  } as unknown as StartedStack;
  const attach = { project: "a", urls: new Map(), allow: new Set(allow), waitSeconds: 1, file: undefined };
  const { refuse } = attachedScope(stack, attach);
  const criteria = criteriaOf(componentsOf(topology));
  return (id: string) => {
    const criterion = criteria.find((one) => one.id === id);
    if (!criterion) throw new Error(`no criterion ${id}`);
    return refuse?.(criterion);
  };
}

test("When nothing is allowed, then what floods or disturbs is not judged, and the rest is", () => {
  const why = refusals({});
  expect(why("rate-limits.login")).toContain("--allow limits");
  expect(why("chaos.restart-policy/api-gateway")).toContain("--allow chaos");
  expect(why("workflow.gateway")).toBeUndefined();
  expect(why("secrets.logs")).toBeUndefined();
  expect(why("auth.login-unknown-user")).toBeUndefined();
});

test("When floods are allowed, then only they are judged besides", () => {
  const why = refusals({ allow: ["limits"] });
  expect(why("rate-limits.login")).toBeUndefined();
  expect(why("chaos.restart-policy/api-gateway")).toContain("--allow chaos");
});

test("When chaos is allowed, then floods are too", () => {
  const why = refusals({ allow: ["chaos"] });
  expect(why("rate-limits.login")).toBeUndefined();
  expect(why("chaos.restart-policy/api-gateway")).toBeUndefined();
});

test("When the windows of the limits are a minute long, then no check waits for them", () => {
  const why = refusals({ allow: ["limits"], env: { RATE_LIMIT_WINDOW_SECONDS: "60" } });
  expect(why("rate-limits.login")).toContain("RATE_LIMIT_WINDOW_SECONDS");
});

test("When nobody knows where a service is, then its criteria are not verified for that reason", () => {
  const why = refusals({ services: { "mcp-server": "say where" } });
  expect(why("health.endpoint/mcp-server")).toBe("say where");
  expect(why("health.endpoint/api-gateway")).toBeUndefined();
});
