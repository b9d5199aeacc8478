// A peer that takes every request and never answers: of slowness a pact has no word, but a client must have patience.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, test } from "vitest";

/** The wait begins with the file, so that it goes on beside the other tests. */
export function testOfSilence(title: string, use: (url: string) => Promise<void>): void {
  const server = createServer(() => undefined);
  let outcome: Promise<PromiseSettledResult<void>[]>;
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    outcome = Promise.allSettled([use(`http://127.0.0.1:${port}`)]);
  });
  test(title, async () => {
    const [settled] = await outcome;
    if (settled?.status === "rejected") throw new Error(String(settled.reason), { cause: settled.reason });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
}
