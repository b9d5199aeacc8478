// A stack for measurements: the system of compose.test.yml, with limits that no measurement meets.
import path from "node:path";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { type StartedStack, startStack, type StartStackOptions } from "../fixtures/stack.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { readTopology } from "../fixtures/topology.ts";

export const root = path.resolve(import.meta.dirname, "..");

/** Throws a StackError when a service does not come up. */
export async function startBenchStack(
  env: Readonly<Record<string, string>> = {},
  more: Pick<StartStackOptions, "nodeOptions"> = {},
): Promise<StartedStack> {
  await ensureRedisServer(console.log);
  const topology = readTopology({ file: path.join(root, "compose.test.yml"), env });
  const stack = await startStack({ topology, ephemeralPorts: true, ...more });
  const failed = stack.bringUp.find(({ outcome }) => outcome !== "ready");
  if (!failed) return stack;
  await stack[Symbol.asyncDispose]();
  throw new StackError(`${failed.service} did not come up: ${failed.reason ?? "no reason given"}`);
}
