// A PORT that nobody else goes by: the mapping, the health check and the peers' URLs all say another one.
import type { Service, Topology } from "../../fixtures/topology.ts";
import type { Diagnosis } from "../outcome.ts";
import { peersOf } from "./peer-faults.ts";

/** What the rest of the file takes the service's port for, each saying once. */
function saidElsewhere(service: Service, topology: Topology): readonly number[] {
  const probed = /:(?<port>\d+)\//.exec(service.healthCheck?.test.join(" ") ?? "")?.groups?.["port"];
  const urls = topology.services.flatMap(peersOf).filter(({ url }) => url.hostname === service.name);
  return [
    ...service.ports.map(({ container }) => container),
    ...(probed === undefined ? [] : [Number(probed)]),
    ...urls.map(({ url }) => Number(url.port)),
  ];
}

/** Undefined unless all the others, and at least two of them, agree on one port that PORT is not. */
export function oddPort(service: Service, topology: Topology): Diagnosis | undefined {
  const entry = service.environment.find(({ name }) => name === "PORT");
  const said = saidElsewhere(service, topology);
  const [port] = said;
  if (!entry || port === undefined || said.length < 2) return undefined;
  if (said.some((other) => other !== port) || String(port) === entry.value) return undefined;
  const { file, line } = entry.at;
  return {
    summary: `PORT of ${service.name} is ${entry.value} (${file}:${line}), but its mapping, its health check and its peers all say ${port}`,
    file,
    line,
    cure: `make PORT ${port}`,
  };
}
