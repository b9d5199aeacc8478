// Rule: a service is given another password than the datastore that it asks was started with.
import type { EnvironmentEntry, Service } from "../../fixtures/topology.ts";
import { type Peer, peersOf } from "../wiring/peer-faults.ts";
import type { Rule } from "./rule.ts";

/** The variable that holds the datastore's own password, by its role. */
const own: Readonly<Record<string, string>> = { redis: "REDIS_PASSWORD", postgres: "POSTGRES_PASSWORD" };

interface Pair {
  readonly service: Service;
  readonly peer: Peer;
  readonly datastore: Service;
  readonly entry: EnvironmentEntry;
}

/** A URL without a password takes it from a variable of its own. */
const givenTo = ({ service, peer: { url }, entry }: Pair): string =>
  decodeURIComponent(url.password) ||
  (service.environment.find(({ name }) => name === entry.name)?.value ?? "");

export const passwordMismatch: Rule = ({ context: { topology }, suspects }) => {
  const find = (name: string) => topology.services.find((service) => service.name === name);
  const asked = suspects.flatMap((name) => find(name) ?? []);
  const pairs = asked.flatMap((service) =>
    peersOf(service).flatMap((peer): Pair[] => {
      const datastore = find(peer.url.hostname);
      const name = own[datastore?.verify?.role ?? ""];
      const entry = datastore?.environment.find((one) => one.name === name);
      return datastore && entry ? [{ service, peer, datastore, entry }] : [];
    }),
  );
  const wrong = pairs.find((pair) => givenTo(pair) !== pair.entry.value);
  if (!wrong) return undefined;
  const { service, peer, datastore, entry } = wrong;
  const { file, line } = peer.entry.at;
  const twice = givenTo(wrong).split(entry.value).length > 2 ? ": it stands there twice" : "";
  const summary = `the password in ${peer.entry.name} of ${service.name} (${file}:${line}) is not ${entry.name} of ${datastore.name} (${entry.at.file}:${entry.at.line})${twice}, so ${datastore.name} refuses it`;
  const cure = `write the value of ${entry.name} into ${peer.entry.name}`;
  return { summary, file, line, cure };
};
