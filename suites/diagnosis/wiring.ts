// Rule: the compose file wires a service that the failure is about to a port or host that is not there.
import { listeningPort } from "../wiring/listening-port.ts";
import { mappingFaults } from "../wiring/mapping-faults.ts";
import { oddPort } from "../wiring/odd-port.ts";
import { peerFaults } from "../wiring/peer-faults.ts";
import type { Rule } from "./rule.ts";

export const wiring: Rule = ({ context: { topology }, suspects }) => {
  const services = suspects.flatMap(
    (name) => topology.services.find((service) => service.name === name) ?? [],
  );
  const peers = services.flatMap((service) => peerFaults(service, topology));
  const mappings = services.flatMap((service) => {
    const port = listeningPort(service);
    return port === undefined ? [] : mappingFaults(service, [port]);
  });
  const odd = services.flatMap((service) => oddPort(service, topology) ?? []);
  return odd[0] ?? peers[0] ?? mappings[0];
};
