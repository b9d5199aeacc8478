// One real Postgres and one real Redis for all providers, as compose.test.yml has them; each provider has its own database.
import path from "node:path";
import type { Redis } from "ioredis";
import { createRedis } from "#kit/redis.ts";
import { startStack } from "../../fixtures/stack.ts";
import { StackError } from "../../fixtures/stack-error.ts";
import { readTopology } from "../../fixtures/topology.ts";
import { silentLog } from "../apps/running-app.ts";

export interface Datastores extends AsyncDisposable {
  readonly databaseUrl: string;
  /** A connection of its own to a database of its own, ready for commands. */
  readonly openRedis: () => Promise<Redis>;
}

const root = path.resolve(import.meta.dirname, "../..");
const names = new Set(["postgres", "redis"]);

/** Commands to a server that is started, paused or gone are tried again by nobody: what is away fails at once. */
export async function connected(redis: Redis): Promise<void> {
  if (redis.status === "ready") return;
  const ready = new Promise<void>((resolve) => {
    redis.once("ready", resolve);
  });
  if (redis.status === "end") await redis.connect();
  else await ready;
}

/** @throws {StackError} when one of them does not come up. */
export async function startDatastores(): Promise<Datastores> {
  const whole = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
  const services = whole.services.filter(({ name }) => names.has(name));
  const environment = whole.services.find(({ name }) => name === "platform-services")?.environment ?? [];
  const stack = await startStack({ topology: { ...whole, services }, ephemeralPorts: true });
  const failed = stack.bringUp.find(({ outcome }) => outcome !== "ready");
  if (failed) {
    await stack[Symbol.asyncDispose]();
    throw new StackError(`${failed.service} did not come up: ${failed.reason ?? "no reason given"}`);
  }
  const urlOf = (variable: string, service: string): URL => {
    const { host, port } = stack.address(service);
    const url = new URL(environment.find(({ name }) => name === variable)?.value ?? "");
    return Object.assign(url, { hostname: host, port: String(port) });
  };
  const redisUrl = urlOf("REDIS_URL", "redis");
  let databases = 0;
  return {
    databaseUrl: urlOf("DATABASE_URL", "postgres").href,
    openRedis: async () => {
      databases += 1;
      const redis = createRedis(
        Object.assign(new URL(redisUrl), { pathname: `/${databases}` }).href,
        silentLog("contracts"),
      );
      await connected(redis);
      return redis;
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
}
