// Starts a service's own command with an environment that is wrong on purpose, and sees how it ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { machineCache } from "../../fixtures/machine-cache.ts";
import type { Service } from "../../fixtures/topology.ts";
import { until } from "../../fixtures/until.ts";

export interface Ended {
  /** Undefined when it was still running and had to be ended. */
  readonly exitCode: number | undefined;
  readonly output: string;
}

const budgetMs = 12_000;

/** Compose's environment with `changes`: undefined takes a variable out. The port is a free one. */
function environmentOf(service: Service, changes: Readonly<Record<string, string | undefined>>) {
  const { PATH, HOME } = process.env;
  const NODE_COMPILE_CACHE = machineCache("node");
  const compose = Object.fromEntries(service.environment.map(({ name, value }) => [name, value]));
  const all = { PATH, HOME, NODE_COMPILE_CACHE, ...compose, HOST: "127.0.0.1", PORT: "0", ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Runs the command that compose gives the service, in `root`, until it ends or the budget does. */
export async function startConfigured(
  service: Service,
  changes: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<Ended> {
  const [program = "node", ...args] = service.command ?? [];
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd: root,
    env: environmentOf(service, changes),
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
    await until(decided, { budgetMs, what: `${service.name} to refuse its environment` });
    return { exitCode: (await ended()) ? (child.exitCode ?? undefined) : undefined, output };
  } finally {
    if (!(await ended())) child.kill("SIGKILL");
    await closed;
  }
}
