// Of a service that ended: whether it wanted more memory than it may have, by the engine's word or by Node's.
import type { LogLine } from "../../fixtures/stack.ts";
import type { Service } from "../../fixtures/topology.ts";
import type { CheckContext } from "../check-context.ts";
import type { Diagnosis } from "../outcome.ts";

const bytesPerMiB = 1024 * 1024;
/** What Node writes before it gives up. */
const heapIsFull = /heap out of memory/i;

async function killedForIt({ stack, can }: CheckContext, name: string): Promise<boolean> {
  if (!can("engine")) return false;
  const inspected = (await stack.inspect(name)) as { readonly State?: { readonly OOMKilled?: boolean } };
  return inspected.State?.OOMKilled === true;
}

/** Undefined where nobody says so. */
export async function outOfMemory(
  { name, at: { file, line }, limits }: Service,
  context: CheckContext,
  lines: readonly LogLine[],
): Promise<Diagnosis | undefined> {
  const killed = await killedForIt(context, name);
  if (!killed && !lines.some(({ text }) => heapIsFull.test(text))) return undefined;
  const most =
    limits.memoryBytes === undefined ? "" : `, of which it may have ${limits.memoryBytes / bytesPerMiB} MiB`;
  const who = killed ? "the engine ended it" : "Node's heap is full";
  return {
    summary: `${name} ran out of memory${most}: ${who} (${file}:${line})`,
    file,
    line,
    cure: "find what it keeps, or give it more memory",
  };
}
