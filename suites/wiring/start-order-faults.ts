// depends_on conditions that do not agree with what a service needs to be ready.
import type { Dependency, Service, Topology } from "../../fixtures/topology.ts";
import { Failure } from "../failure.ts";

const find = (topology: Topology, name: string) => topology.services.find((service) => service.name === name);

/** A required component that the service does not wait for at all. */
function missing(service: Service, required: readonly string[]): Failure[] {
  const { file, line } = service.at;
  return required
    .filter((name) => !service.dependsOn.some((dependency) => dependency.service === name))
    .map((name) => {
      const summary = `${service.name} needs ${name} to be ready, but does not depend on it (${file}:${line})`;
      return new Failure(summary, { file, line, cure: `add ${name} to its depends_on` });
    });
}

/** A condition that can never hold, or that waits for less than the service needs. */
function unfit(
  service: Service,
  { service: name, condition, at }: Dependency,
  topology: Topology,
): Failure[] {
  const target = find(topology, name);
  const where = { file: at.file, line: at.line };
  const datastore = ["postgres", "redis"].includes(target?.verify?.role ?? "");
  if (condition === "service_healthy" && !target?.healthCheck) {
    const summary = `${service.name} waits for ${name} to be healthy, but it has no health check (${at.file}:${at.line})`;
    return [new Failure(summary, { ...where, cure: `give ${name} a healthcheck` })];
  }
  if (datastore && condition !== "service_healthy") {
    const summary = `${service.name} does not wait for ${name} to be healthy (${at.file}:${at.line})`;
    return [new Failure(summary, { ...where, cure: "condition: service_healthy" })];
  }
  return [];
}

/**
 * One failure for each required component that is not waited for, and for each condition that does not fit.
 * `requiredBy` says what each service cannot be ready without.
 */
export function startOrderFaults(
  topology: Topology,
  requiredBy: ReadonlyMap<string, readonly string[]>,
): readonly Failure[] {
  return [...requiredBy].flatMap(([name, required]) => {
    const service = find(topology, name);
    if (!service) return [];
    const conditions = service.dependsOn.flatMap((dependency) => unfit(service, dependency, topology));
    return [...missing(service, required), ...conditions];
  });
}
