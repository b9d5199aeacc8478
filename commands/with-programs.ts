// Has the programs at hand that the embedded runtime takes from this machine.
import { ensurePrometheus } from "../fixtures/runtimes/embedded/prometheus-binary.ts";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { StackError } from "../fixtures/stack-error.ts";
import type { Topology } from "../fixtures/topology.ts";
import { roleOf } from "../fixtures/true-port.ts";
import type { Progress } from "./progress.ts";

/** Without Redis there is no system. Resolves to a sentence where no Prometheus can be had, which a few criteria ask. */
export async function ensurePrograms(say: Progress["say"]): Promise<string | undefined> {
  await ensureRedisServer(say);
  try {
    await ensurePrometheus(say);
    return undefined;
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    return error.message;
  }
}

/** The topology without the Prometheus that cannot be had: those criteria are then not verified. */
export async function withPrograms(topology: Topology, say: Progress["say"]): Promise<Topology> {
  const services = topology.services.filter((service) => roleOf(service) !== "prometheus");
  if (services.length === topology.services.length) {
    await ensureRedisServer(say);
    return topology;
  }
  const why = await ensurePrograms(say);
  if (why === undefined) return topology;
  say(`${why}.`);
  return { ...topology, services };
}
