// Starts a service's own command with an environment of the check's, and sees how it ends, or asks it.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { holdFreePort, release } from "../../fixtures/free-port.ts";
import { machineCache } from "../../fixtures/machine-cache.ts";
import type { StartedStack } from "../../fixtures/stack.ts";
import type { Service } from "../../fixtures/topology.ts";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { until } from "../../fixtures/until.ts";

export interface Ended {
  /** Undefined when it was still running and had to be ended. */
  readonly exitCode: number | undefined;
  readonly output: string;
}

const budgetMs = 12_000;
const host = "127.0.0.1";

type Changes = Readonly<Record<string, string | undefined>>;

export interface ConfiguredStart {
  readonly service: Service;
  /** To compose's environment: undefined takes a variable out. */
  readonly changes: Changes;
  /** The working tree, where the command runs. */
  readonly root: string;
  /** What to do with one that starts, before it is ended. */
  readonly whileUp?: (baseUrl: string) => Promise<void>;
}

/** @throws {Unknowable} on a system that somebody else started, by what may be other sources. */
export function needOwnStart({ runtime }: StartedStack): void {
  if (runtime === "attached")
    throw new Unknowable("starts services of its own; a system that runs shows nothing of it");
}

const testOnly = "test-only-";

/** What a fresh clone has for secrets: everybody knows them. */
export const testValuesOf = (service: Service) =>
  service.environment.filter(({ value }) => value.includes(testOnly));

export interface Production {
  readonly changes: Readonly<Record<string, string>>;
  readonly metricsToken: string;
}

/** The changes with which a service starts as in production: secrets that nobody knows, and all that it wants. */
export function productionOf(service: Service): Production {
  const secret = randomUUID();
  const values = testValuesOf(service).map(({ name, value }) => [name, value.replaceAll(testOnly, secret)]);
  const metricsToken = randomUUID();
  const changes = {
    ...Object.fromEntries(values),
    PYAIRTABLE_ENV: "production",
    METRICS_TOKEN: metricsToken,
  };
  return { changes, metricsToken };
}

async function freePort(): Promise<number> {
  const held = await holdFreePort(host);
  const { port } = held.address() as AddressInfo;
  await release(held);
  return port;
}

function environmentOf(service: Service, changes: Changes) {
  const { PATH, HOME } = process.env;
  const NODE_COMPILE_CACHE = machineCache("node");
  const compose = Object.fromEntries(service.environment.map(({ name, value }) => [name, value]));
  const all = { PATH, HOME, NODE_COMPILE_CACHE, ...compose, HOST: host, ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Runs the command that compose gives the service until it ends, or listens and was asked. */
export async function startConfigured(options: ConfiguredStart): Promise<Ended> {
  const { service, changes, root, whileUp } = options;
  const port = await freePort();
  const [program = "node", ...args] = service.command ?? [];
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd: root,
    env: environmentOf(service, { PORT: String(port), ...changes }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const closed = once(child, "close");
  const ended = async () => child.exitCode !== null || child.signalCode !== null;
  try {
    // One that starts says so: there is nothing more to wait for.
    const decided = async () => (await ended()) || output.includes("listening");
    await until(decided, { budgetMs, what: `${service.name} to listen, or to refuse its environment` });
    if (!(await ended())) await whileUp?.(`http://${host}:${port}`);
    return { exitCode: (await ended()) ? (child.exitCode ?? undefined) : undefined, output };
  } finally {
    if (!(await ended())) child.kill("SIGKILL");
    await closed;
  }
}
