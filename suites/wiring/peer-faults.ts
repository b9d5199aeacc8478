// URLs in a service's environment that lead nowhere in the topology.
import type { EnvironmentEntry, Service, Topology } from "../../fixtures/topology.ts";
import type { Diagnosis } from "../outcome.ts";
import { listeningPort } from "./listening-port.ts";

export interface Peer {
  readonly entry: EnvironmentEntry;
  readonly url: URL;
}

const implied: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "postgresql:": 5432,
  "postgres:": 5432,
  "redis:": 6379,
};
const names = /(^|_)(URL|URI|DSN|ENDPOINT|ADDR|ADDRESS)$/;

/** Every URL in the environment that means another machine: by its value, in a variable that names an address. */
export function peersOf(service: Service): readonly Peer[] {
  return service.environment
    .filter(({ name, value }) => names.test(name) && URL.canParse(value))
    .map((entry) => ({ entry, url: new URL(entry.value) }));
}

const portOf = (url: URL): number | undefined => (url.port ? Number(url.port) : implied[url.protocol]);

function withPort(text: string, url: URL, port: number): string {
  const shown = new URL(text);
  shown.port = String(port);
  if (shown.password) shown.password = "…";
  return shown.href.replace(/\/$/, url.pathname === "/" ? "" : "/");
}

/** The ports that a service listens on; empty where nobody knows. */
export type ListensOn = (service: Service) => readonly number[];

const declared: ListensOn = (service) => [listeningPort(service) ?? []].flat();

interface Wiring {
  readonly topology: Topology;
  readonly listensOn: ListensOn;
}

function faultOf({ entry, url }: Peer, service: Service, { topology, listensOn }: Wiring): Diagnosis[] {
  const { file, line } = entry.at;
  const where = `${entry.name} of ${service.name} (${file}:${line})`;
  const target = topology.services.find(({ name }) => name === url.hostname);
  if (!target) {
    const external = url.hostname.includes(".") && !/^(127\.|0\.0\.0\.0)/.test(url.hostname);
    if (external) return [];
    const known = topology.services.map(({ name }) => name).join(", ");
    return [
      {
        summary: `${where} names the host ${url.hostname}, which is no service of the topology`,
        file,
        line,
        cure: `name one of ${known}`,
      },
    ];
  }
  const port = portOf(url);
  const ports = listensOn(target);
  const [listens] = ports;
  if (listens === undefined || (port !== undefined && ports.includes(port))) return [];
  return [
    {
      summary: `${where} asks ${target.name} on port ${port}, but it listens on ${ports.join(", ")}`,
      file,
      line,
      cure: `make it ${withPort(entry.value, url, listens)}`,
    },
  ];
}

/**
 * One diagnosis for each URL of `service` that names no service of the topology, or a port it does not listen
 * on: by what compose says unless `listensOn` knows better.
 */
export const peerFaults = (
  service: Service,
  topology: Topology,
  listensOn: ListensOn = declared,
): readonly Diagnosis[] =>
  peersOf(service).flatMap((peer) => faultOf(peer, service, { topology, listensOn }));
