// What the rules' tests give a rule: a symptom, made of what a stack would show.
import path from "node:path";
import { loadFaults } from "../../fixtures/faults/load-faults.ts";
import type { BringUp, LogLine, ServiceState } from "../../fixtures/stack.ts";
import { readTopology, type Topology } from "../../fixtures/topology.ts";
import type { CheckContext } from "../check-context.ts";
import type { Evidence } from "../outcome.ts";

export const root = path.resolve(import.meta.dirname, "../..");
export const whole = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
const faults = await loadFaults();

/** The system's topology with a fault of the catalogue in it. */
export function broken(id: string): Topology {
  const fault = faults.find((one) => one.id === id);
  if (!fault || !("change" in fault)) throw new Error(`no fault of the topology is called ${id}`);
  return fault.change(whole);
}

export interface Seen {
  readonly topology?: Topology;
  readonly logs?: Readonly<Record<string, readonly string[]>>;
  readonly states?: Readonly<Record<string, ServiceState>>;
  readonly bringUp?: readonly BringUp[];
  readonly evidence?: readonly Partial<Evidence>[];
  readonly outOfMemory?: readonly string[];
}

export const running: ServiceState = { status: "running", health: "healthy", restartCount: 0 };

export function symptom(message: string, suspects: readonly string[], seen: Seen = {}) {
  const { topology = whole, logs = {}, states = {}, bringUp = [], evidence = [], outOfMemory = [] } = seen;
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
      inspect: async (name: string) => ({ State: { OOMKilled: outOfMemory.includes(name) } }),
    },
  } as unknown as CheckContext;
  return { context, error: new Error(message), suspects };
}

export const lineOf = (service: string, name: string) =>
  whole.services.find((one) => one.name === service)?.environment.find((one) => one.name === name)?.at.line;
