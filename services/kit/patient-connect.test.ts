import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { afterEach, expect, test } from "vitest";
import { patientConnect } from "./patient-connect.ts";

const open: { close: () => unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function listen(port = 0): Promise<Server> {
  const server = createServer((request, response) => request.pipe(response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function endedServer(): Promise<number> {
  const server = await listen();
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function poolTo(port: number, patienceMs: number): Pool {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connect: patientConnect(patienceMs) });
  open.push({ close: () => pool.destroy() });
  return pool;
}

const post = (pool: Pool) => pool.request({ path: "/", method: "POST", body: "once" });

test("When a peer refuses connections while it restarts, then a request waits for it and is sent once", async () => {
  const port = await endedServer();
  const reply = post(poolTo(port, 10_000));
  const failed = reply.then(
    () => "answered",
    () => "failed",
  );
  const soon = new Promise((resolve) => {
    setTimeout(resolve, 120, "waiting");
  });

  expect(await Promise.race([failed, soon])).toBe("waiting");
  const server = await listen(port);
  open.push({ close: () => server.close().closeAllConnections() });
  expect(await (await reply).body.text()).toBe("once");
});

test("When a peer stays away, then patience ends, and later requests fail without any", async () => {
  const pool = poolTo(await endedServer(), 200);

  await expect(post(pool)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  const startedAt = performance.now();
  const later = await Promise.allSettled(Array.from({ length: 5 }, () => post(pool)));
  expect(later.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "rejected"));
  expect(performance.now() - startedAt, "less than a patience for each").toBeLessThan(5 * 200);
});
