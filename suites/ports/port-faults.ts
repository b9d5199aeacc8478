// Which written port is wrong, held against the ports that the processes listen on.
import type { Service, Topology } from "../../fixtures/topology.ts";
import type { CheckContext } from "../check-context.ts";
import type { Diagnosis } from "../outcome.ts";
import { listeningPort } from "../wiring/listening-port.ts";
import { mappingFaults } from "../wiring/mapping-faults.ts";
import { oddPort } from "../wiring/odd-port.ts";
import type { ListensOn } from "../wiring/peer-faults.ts";

/** A process that listens elsewhere than its own PORT says was told so by its command or its image. */
function elsewhere(
  { name, at: { file, line } }: Service,
  listening: readonly number[],
  declared: number,
): Diagnosis {
  return {
    summary: `${name} listens on ${listening.join(", ")}, although its PORT is ${declared}: its command, or its image, says otherwise (${file}:${line})`,
    file,
    line,
    cure: `let its command leave the port to PORT, or make both ${declared}`,
  };
}

/** What is wrong between the ports that are written down and those that the process listens on, the cause first. */
export function portFaults({ service: { compose }, topology }: CheckContext, listening: readonly number[]) {
  const odd = oddPort(compose, topology);
  const declared = listeningPort(compose);
  if (odd) return [odd];
  if (declared !== undefined && !listening.includes(declared))
    return [elsewhere(compose, listening, declared)];
  return mappingFaults(compose, listening);
}

/** The same of the peers that a service asks: where they are to blame, its URLs are not. */
export function peerPortFaults(topology: Topology, hosts: ReadonlySet<string>, listensOn: ListensOn) {
  return topology.services
    .filter(({ name }) => hosts.has(name))
    .flatMap((peer) => {
      const declared = listeningPort(peer);
      const listening = listensOn(peer);
      const odd = oddPort(peer, topology);
      if (odd) return [odd];
      return declared === undefined || listening.length === 0 || listening.includes(declared)
        ? []
        : [elsewhere(peer, listening, declared)];
    });
}
