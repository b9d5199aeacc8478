// Records the state of the services that a failed check asked, as it is right then: later they may be back.
import type { StartedStack } from "../fixtures/stack.ts";
import type { Criterion } from "./check.ts";
import type { EvidenceLog } from "./evidence.ts";

export interface Failed {
  readonly criterion: Criterion;
  readonly stack: StartedStack;
  readonly evidence: EvidenceLog;
}

/** Where there is an engine, with what it says of the container. Never throws: it is beside the verdict. */
export async function recordStates({ criterion, stack, evidence }: Failed): Promise<void> {
  const known = new Set(stack.topology.services.map(({ name }) => name));
  const asked = [criterion.service, ...evidence.items.map(({ service }) => service)];
  const names = [...new Set(asked)].filter((name) => name !== undefined && known.has(name));
  const states = await Promise.all(
    names.map(async (name) => ({ name, ...(await stateOf(stack, name ?? "")) })),
  );
  for (const { name, summary, detail } of states)
    evidence.record({ kind: "state", service: name, summary: `${name} ${summary}`, detail });
}

async function stateOf(stack: StartedStack, name: string): Promise<{ summary: string; detail?: unknown }> {
  try {
    const state = await stack.state(name);
    const inspected = stack.capabilities.includes("engine") ? await stack.inspect(name) : undefined;
    const { status, health, restartCount } = state;
    const summary = `is ${status}, health ${health}, restarted ${restartCount} times, when the check failed`;
    return { summary, detail: { state, container: containerOf(inspected) } };
  } catch (error) {
    return { summary: `could not be asked for its state: ${(error as Error).message}` };
  }
}

/** The part that changes while it runs; its environment is left out, it holds secrets. */
function containerOf(inspected: unknown): unknown {
  if (typeof inspected !== "object" || inspected === null) return undefined;
  const { Id, Image, State, RestartCount } = inspected as Readonly<Record<string, unknown>>;
  return { Id, Image, State, RestartCount };
}
