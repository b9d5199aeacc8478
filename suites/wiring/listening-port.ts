// The port that a service's process listens on, as the compose file and x-verify say it.
import type { EnvironmentEntry, Service } from "../../fixtures/topology.ts";

const defaultPorts: Readonly<Record<string, number>> = { postgres: 5432, redis: 6379 };

/** The PORT that compose gives to the process. */
const portEntry = (service: Service): EnvironmentEntry | undefined =>
  service.environment.find(({ name }) => name === "PORT");

/** x-verify's port, else PORT, else what the role implies, else the first exposed or published target. */
export function listeningPort(service: Service): number | undefined {
  const port = service.verify?.port ?? Number(portEntry(service)?.value);
  if (Number.isInteger(port)) return port;
  return defaultPorts[service.verify?.role ?? ""] ?? service.expose[0]?.port ?? service.ports[0]?.container;
}
