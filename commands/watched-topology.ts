// What watches the system beside what always runs, and who needs it.
import type { Topology } from "../fixtures/topology.ts";
import { monitoring } from "../suites/monitoring/monitoring.checks.ts";

/** Profiles of the compose file: Prometheus, and in docker-compose.yml Alertmanager and Grafana too. */
export const watching: readonly string[] = ["monitoring"];

const { targets } = monitoring;
const watchedChecks: ReadonlySet<string> = new Set(
  Object.values(monitoring)
    .filter(({ id, needs }) => id === targets.id || needs.includes(targets.id))
    .map(({ id }) => id),
);

/** The profiles that criteria of these ids need: what nobody asks need not come up. */
export const watchingFor = (ids: readonly string[]): readonly string[] =>
  ids.some((id) => watchedChecks.has(id.split("/", 1)[0] ?? "")) ? watching : [];

/** What no profile asked for is the system itself, and is judged as missing where it is not there. */
export function withoutAbsent(topology: Topology, isThere: (service: string) => boolean): Topology {
  const services = topology.services.filter(({ name, profiles }) => profiles.length === 0 || isThere(name));
  return { ...topology, services };
}
