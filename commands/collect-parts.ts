// Collects logs and states of a running system, before it is taken down.
import type { LogLine, StartedStack } from "../fixtures/stack.ts";
import type { PartRecord } from "../reports/write-parts.ts";

const lineOf = ({ at, stream, text }: LogLine): string =>
  `${new Date(at).toISOString()} ${stream === "stderr" ? "! " : ""}${text}`;

/** Without the values of its environment: an attached container may have secrets that no file here names. */
function withoutValues(inspected: unknown): unknown {
  const about = inspected as { readonly Config?: { readonly Env?: readonly string[] } } | undefined;
  if (!about?.Config) return inspected;
  const names = about.Config.Env?.map((entry) => entry.split("=", 1)[0]);
  return { ...about, Config: { ...about.Config, Env: names } };
}

/** A part that cannot be asked any more says why in its state. */
async function partOf(stack: StartedStack, service: string): Promise<PartRecord> {
  const can = (capability: StartedStack["capabilities"][number]) => stack.capabilities.includes(capability);
  try {
    const [state, log, inspect] = await Promise.all([
      stack.state(service),
      can("logs") ? stack.logs(service) : [],
      can("engine") ? stack.inspect(service) : undefined,
    ]);
    return { service, state, inspect: withoutValues(inspect), log: log.map(lineOf) };
  } catch (error) {
    return { service, state: { unknown: (error as Error).message }, log: [] };
  }
}

export function collectParts(stack: StartedStack): Promise<readonly PartRecord[]> {
  return Promise.all(stack.topology.services.map(({ name }) => partOf(stack, name)));
}
