// Ports of this machine on which nobody listens now.
import type { AddressInfo } from "node:net";
import { holdFreePort, release } from "../../fixtures/free-port.ts";

/** All of them held at once before they are given back, so that none is given twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => holdFreePort("0.0.0.0")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(release));
  return ports;
}
