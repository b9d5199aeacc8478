// Brings a system up under the eyes of whoever listens.
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { type StartedStack, startStack, type StartStackOptions } from "../fixtures/stack.ts";
import type { Progress } from "./progress.ts";

/** Says what comes up, on what, and each service as it does. */
export async function bringUpWith(
  progress: Progress,
  options: Omit<StartStackOptions, "onEvent">,
): Promise<StartedStack> {
  const { topology, runtime = "embedded" } = options;
  if (runtime === "embedded") await ensureRedisServer(progress.say);
  progress.say(`Bringing up ${topology.services.length} services of ${topology.file} (runtime ${runtime}):`);
  progress.tell({ type: "bring-up", runtime, services: topology.services.map(({ name }) => name) });
  return await startStack({ ...options, onEvent: progress.stackEvent });
}
