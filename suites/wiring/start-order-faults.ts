// depends_on conditions that do not agree with what a service needs to be ready.
import type { Service, Topology } from "../../fixtures/topology.ts";
import { Failure } from "../failure.ts";
import { peersOf } from "./peer-faults.ts";

function faultsOf(service: Service, topology: Topology): Failure[] {
  const { file, line } = service.at;
  const needed = topology.services.filter(({ name }) =>
    peersOf(service).some(({ url }) => url.hostname === name),
  );
  const missing = needed.filter(
    ({ name }) => !service.dependsOn.some((dependency) => dependency.service === name),
  );
  const unprobed = service.dependsOn.filter(
    ({ service: name, condition }) =>
      condition === "service_healthy" &&
      !topology.services.find((candidate) => candidate.name === name)?.healthCheck,
  );
  const eager = service.dependsOn.filter(({ service: name, condition }) => {
    const role = topology.services.find((candidate) => candidate.name === name)?.verify?.role;
    return role === "postgres" && condition !== "service_healthy";
  });
  return [
    ...missing.map(
      ({ name }) =>
        new Failure(`${service.name} asks ${name}, but does not depend on it (${file}:${line})`, {
          file,
          line,
          cure: `add ${name} to its depends_on`,
        }),
    ),
    ...unprobed.map(
      ({ service: name, at }) =>
        new Failure(
          `${service.name} waits for ${name} to be healthy, but it has no health check (${at.file}:${at.line})`,
          { file: at.file, line: at.line, cure: `give ${name} a healthcheck` },
        ),
    ),
    ...eager.map(
      ({ service: name, at }) =>
        new Failure(`${service.name} does not wait for ${name} to be healthy (${at.file}:${at.line})`, {
          file: at.file,
          line: at.line,
          cure: "condition: service_healthy",
        }),
    ),
  ];
}

/** One failure for each dependency that is missing, cannot be waited for, or is not waited for. */
export const startOrderFaults = (topology: Topology): readonly Failure[] =>
  topology.services
    .filter(({ verify }) => verify?.role === "service")
    .flatMap((service) => faultsOf(service, topology));
