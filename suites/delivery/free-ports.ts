// Ports of this machine on which nobody listens now.
import { createServer } from "node:net";
import { once } from "node:events";

/** All of them held at once before they are given back, so that none is given twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) {
    server.listen(0);
    await once(server, "listening");
  }
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(
    servers.map((server) => {
      server.close();
      return once(server, "close");
    }),
  );
  return ports;
}
