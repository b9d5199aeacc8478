// Judges whether the compose file's ports and addresses lead where the processes listen.
import { expect } from "vitest";
import { Unknowable } from "../../fixtures/unknowable.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import { Failure, Unreachable } from "../failure.ts";
import type { Diagnosis } from "../outcome.ts";
import { settingOf } from "../settings.ts";
import { verify } from "../verify.ts";
import { listeningPort } from "../wiring/listening-port.ts";
import { type ListensOn, peerFaults, peersOf } from "../wiring/peer-faults.ts";
import { peerPortFaults, portFaults } from "./port-faults.ts";
import { ports } from "./ports.checks.ts";

/** Fails with the first diagnosis; the others follow in its summary. */
function failOn(faults: readonly Diagnosis[]): void {
  const [first, ...others] = faults;
  if (!first) return;
  const more = others.length > 0 ? `; and ${others.map(({ summary }) => summary).join("; ")}` : "";
  throw new Failure(first.summary + more, {
    ...(first.file === undefined ? {} : { file: first.file }),
    ...(first.line === undefined ? {} : { line: first.line }),
    ...(first.cure === undefined ? {} : { cure: first.cure }),
  });
}

/** The ports that the process really listens on, where the runtime can look; else what compose says. */
async function observedPorts({ stack, evidence, can }: CheckContext, service: Subject): Promise<number[]> {
  const blind = can("exec") ? undefined : stack.unknown?.capabilities["exec"];
  if (blind !== undefined) throw new Unknowable(blind);
  const declared = listeningPort(service.compose);
  const listeners = can("exec") ? await stack.listeners(service.name) : [];
  const seen = can("exec")
    ? listeners.map(({ port }) => port)
    : [declared].filter((port) => port !== undefined);
  const summary = `${service.name} ${can("exec") ? "listens on" : "is said to listen on"} ${seen.join(", ") || "nothing"}`;
  evidence.record({ kind: "state", service: service.name, summary, detail: { listeners, declared } });
  return [...new Set(seen)];
}

verify(ports.published, async (context) => {
  const { http, service, stack, topology } = context;
  if (stack.unknown?.published !== undefined) throw new Unknowable(stack.unknown.published);
  const { file, line } = service.compose.at;
  const isProduction = settingOf(topology, service.name, "PYAIRTABLE_ENV") === "production";
  if (service.compose.ports.length === 0 && stack.runtime === "attached" && isProduction)
    throw new Unknowable("a system in production publishes its gateway alone");
  if (service.compose.ports.length === 0)
    throw new Failure(`${service.name} publishes no port (${file}:${line})`, {
      file,
      line,
      cure: "publish its port",
    });
  try {
    const reply = await http.get(service, service.health, { via: "published", timeoutMs: 3000 });
    expect(reply.status, `the published ${service.health}`).toBe(200);
    expect(reply.json, "the answer is the service's own").toMatchObject({ service: service.name });
  } catch (error) {
    const seen = error instanceof Unreachable ? await observedPorts(context, service) : [];
    // Where nothing listens at all, the mapping is not to blame.
    if (seen.length > 0) failOn(portFaults(context, seen));
    throw error;
  }
});

verify(ports.mapping, async (context) => {
  const { service } = context;
  const listening = await observedPorts(context, service);
  if (listening.length === 0)
    throw new Unknowable(
      `no process of ${service.name} listens on anything: that it is down is another criterion`,
    );
  failOn(portFaults(context, listening));
});

/** What the peers' processes listen on, where the runtime can look; a peer that listens on nothing is no wrong URL. */
async function peerPorts({ stack, can }: CheckContext, peers: readonly string[]): Promise<ListensOn> {
  const seenOn = new Map<string, readonly number[]>();
  for (const name of can("exec") ? peers : [])
    seenOn.set(name, [...new Set((await stack.listeners(name)).map(({ port }) => port))]);
  return (peer) => {
    const seen = seenOn.get(peer.name) ?? [];
    return seen.length > 0 ? seen : [listeningPort(peer) ?? []].flat();
  };
}

verify(ports.peers, async (context) => {
  const { service, topology, evidence } = context;
  const peers = peersOf(service.compose);
  const summary = `${service.name} names ${peers.map(({ entry, url }) => `${entry.name}=${url.host}`).join(", ") || "no peer"}`;
  evidence.record({ kind: "topology", service: service.name, summary });
  const hosts = new Set(peers.map(({ url }) => url.hostname));
  const named = topology.services.filter(({ name }) => hosts.has(name)).map(({ name }) => name);
  const listensOn = await peerPorts(context, named);
  const faults = peerFaults(service.compose, topology, listensOn);
  if (faults.length > 0) failOn([...peerPortFaults(topology, hosts, listensOn), ...faults]);
});

verify(ports.undeclared, async (context) => {
  const { service } = context;
  const listening = await observedPorts(context, service);
  const declared = new Set([
    listeningPort(service.compose),
    ...service.compose.expose.map(({ port }) => port),
    ...service.compose.ports.map(({ container }) => container),
  ]);
  const undeclared = listening.filter((port) => !declared.has(port));
  const { file, line } = service.compose.at;
  if (undeclared.length > 0)
    throw new Failure(
      `${service.name} also listens on ${undeclared.join(", ")}, which ${file}:${line} does not declare`,
      { file, line, cure: "close the port, or declare it" },
    );
});

verify(ports.unique, ({ topology, evidence }) => {
  const published = topology.services.flatMap((service) =>
    service.ports.map((port) => ({ name: service.name, port })),
  );
  evidence.record({
    kind: "topology",
    service: undefined,
    summary: `published: ${published.map(({ name, port }) => `${name} ${port.text}`).join(", ")}`,
  });
  expect(published.length, "ports published at all").toBeGreaterThan(0);
  for (const [index, { name, port }] of published.entries()) {
    const earlier = published
      .slice(0, index)
      .find(
        (other) =>
          port.host !== undefined && other.port.host === port.host && other.port.protocol === port.protocol,
      );
    const { file, line } = port.at;
    if (earlier)
      throw new Failure(
        `${name} publishes host port ${port.host} (${file}:${line}), which ${earlier.name} publishes too (${earlier.port.at.file}:${earlier.port.at.line})`,
        { file, line, cure: "give one of them another host port" },
      );
  }
});

verify(ports.private, ({ topology, evidence }) => {
  const datastores = topology.services.filter(({ verify: said }) =>
    ["postgres", "redis", "airtable"].includes(said?.role ?? ""),
  );
  evidence.record({
    kind: "topology",
    service: undefined,
    summary: datastores.map(({ name, ports: open }) => `${name} publishes ${open.length} ports`).join(", "),
  });
  expect(
    datastores.map(({ verify: said }) => said?.role),
    "datastores of the topology",
  ).toEqual(expect.arrayContaining(["postgres", "redis"]));
  for (const {
    name,
    ports: [open],
  } of datastores) {
    if (open)
      throw new Failure(
        `${name} is published on the host as ${open.text} (${open.at.file}:${open.at.line})`,
        {
          file: open.at.file,
          line: open.at.line,
          cure: "take its ports out; services reach it inside the network",
        },
      );
  }
});
