// A real Redis of a test's own, on a socket in a temporary folder; it ends with the scope.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { createLog } from "./log.ts";
import { createRedis } from "./redis.ts";

export interface TestRedis extends AsyncDisposable {
  readonly redis: Redis;
  /** Another client of the same server, as another replica would have. */
  readonly connect: () => Promise<Redis>;
}

/** The same program as the system's own datastore. */
const program = "redis-server";

/** `redis-server` must be on PATH, as the system's own runtime needs it too. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "test-redis-"));
  const socket = join(folder, "redis.sock");
  const settings = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"];
  const server = spawn(program, [...settings, "--dir", folder], { stdio: "ignore" });
  await once(server, "spawn");
  const clients: Redis[] = [];
  const connect = async () => {
    const client = createRedis(socket, createLog({ service: "test", level: "silent" }));
    clients.push(client);
    // Not `once`: the first attempts may come before the socket is there.
    await new Promise<void>((resolve) => {
      client.once("ready", resolve);
    });
    return client;
  };
  return {
    redis: await connect(),
    connect,
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.disconnect();
      server.kill("SIGKILL");
      await once(server, "exit");
      await rm(folder, { recursive: true });
    },
  };
}
