// Brings a system up under the eyes of whoever listens.
import { ensurePrometheus } from "../fixtures/runtimes/embedded/prometheus-binary.ts";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { type StartedStack, startStack, type StartStackOptions } from "../fixtures/stack.ts";
import type { Topology } from "../fixtures/topology.ts";
import { roleOf } from "../fixtures/true-port.ts";
import type { Progress } from "./progress.ts";

/** Without Redis there is no system; without Prometheus it is as it was, and a few criteria cannot be verified. */
async function withPrograms(topology: Topology, say: Progress["say"]): Promise<Topology> {
  await ensureRedisServer(say);
  const unwatched = topology.services.filter((service) => roleOf(service) !== "prometheus");
  if (unwatched.length === topology.services.length) return topology;
  try {
    await ensurePrometheus(say);
    return topology;
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    say(`${error.message}.`);
    return { ...topology, services: unwatched };
  }
}

/** Says what comes up, on what, and each service as it does. */
export async function bringUpWith(
  progress: Progress,
  options: Omit<StartStackOptions, "onEvent">,
): Promise<StartedStack> {
  const { runtime = "embedded" } = options;
  const topology =
    runtime === "embedded" ? await withPrograms(options.topology, progress.say) : options.topology;
  progress.say(`Bringing up ${topology.services.length} services of ${topology.file} (runtime ${runtime}):`);
  progress.tell({ type: "bring-up", runtime, services: topology.services.map(({ name }) => name) });
  return await startStack({ ...options, topology, onEvent: progress.stackEvent });
}
