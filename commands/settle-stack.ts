// Waits until a stack on a swarm is what was deployed and ready, and says meanwhile what it waits for.
import type { Docker } from "../fixtures/engine/engine.ts";
import { unready } from "../fixtures/swarm/stack-readiness.ts";
import {
  isOver,
  pending,
  readStack,
  runningOf,
  type StackService,
  undone,
} from "../fixtures/swarm/stack-state.ts";
import type { Topology } from "../fixtures/topology.ts";
import { until } from "../fixtures/until.ts";

export interface DeployedStack {
  readonly docker: Docker;
  readonly name: string;
  /** Of the production file, which the stack is made from. */
  readonly topology: Topology;
  /** How long to wait for it. */
  readonly budgetMs: number;
  readonly say: (sentence: string) => void;
}

/** The service's line in what is told of a stack. */
export function rowOf(service: StackService): string {
  const { name, image, replicas, update } = service;
  const running = runningOf(service).length;
  return `  ${name.padEnd(18)} ${running}/${replicas}  ${image}${update ? `  ${update.state}` : ""}`;
}

/** What is missing until all of it runs, and reaches what it needs; empty when nothing is. */
export async function missingOf(
  { docker, name: stack, topology }: DeployedStack,
  services: readonly StackService[],
): Promise<readonly string[]> {
  const waiting = pending(services);
  return waiting.length > 0 ? waiting : await unready(docker, { stack, services, topology });
}

/** Whether every service became what was deployed since then (the engine's clock); says each change once. */
export async function settle(deployed: DeployedStack, since: string): Promise<boolean> {
  const { docker, name, budgetMs, say } = deployed;
  let missing: readonly string[] = [];
  let services: readonly StackService[] = [];
  const isSettled = async () => {
    const before = missing.join(", ");
    services = await readStack(docker, name);
    missing = await missingOf(deployed, services);
    if (missing.length > 0 && missing.join(", ") !== before) say(`waiting for ${missing.join(", ")}`);
    const stopped = pending(services).length > 0;
    return isOver(services, since) && (stopped || missing.length === 0);
  };
  const tellWhyNot = (error: Error) => {
    say(`${name} is not up after ${budgetMs / 1000} s: ${missing.join(", ") || error.message}`);
    const [culprit] = missing[0]?.split(" ") ?? [];
    if (culprit) say(`what it says: docker service logs ${name}_${culprit}`);
    return false;
  };
  const waited = until(isSettled, { what: `the stack ${name} to run`, budgetMs, intervalMs: 500 });
  const settled = await waited.catch(tellWhyNot);
  const failed = undone(services, since);
  for (const { service, why } of failed) say(`${service} ${why}`);
  for (const service of services) say(rowOf(service));
  return settled && failed.length === 0;
}
