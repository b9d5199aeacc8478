// What watches the system beside what always runs: every run reads it alike, and leaves out what is not there.
import type { Topology } from "../fixtures/topology.ts";

/** Profiles of the compose file: Prometheus, and in docker-compose.yml Alertmanager and Grafana too. */
export const watching: readonly string[] = ["monitoring"];

/** What no profile asked for is the system itself, and is judged as missing where it is not there. */
export function withoutAbsent(topology: Topology, isThere: (service: string) => boolean): Topology {
  const services = topology.services.filter(({ name, profiles }) => profiles.length === 0 || isThere(name));
  return { ...topology, services };
}
