// Brings a system up under the eyes of whoever listens.
import { type StartedStack, startStack, type StartStackOptions } from "../fixtures/stack.ts";
import type { Progress } from "./progress.ts";
import { withPrograms } from "./with-programs.ts";

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
