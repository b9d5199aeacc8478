// What a service's metrics want of whoever asks: nothing, or in production the bearer token.
import { Unknowable } from "../fixtures/unknowable.ts";
import type { CheckContext, Subject } from "./check-context.ts";
import { settingOf } from "./settings.ts";

const variable = "METRICS_TOKEN";

/** @throws {Unknowable} where the service has a token that nobody told the harness. */
export function metricsKey(
  { stack, topology }: Pick<CheckContext, "stack" | "topology">,
  { name }: Pick<Subject, "name">,
): { readonly headers: Readonly<Record<string, string>> } {
  const why = stack.unknown?.settings[`${name}/${variable}`];
  if (why !== undefined) throw new Unknowable(why);
  const token = settingOf(topology, name, variable);
  return { headers: token ? { authorization: `Bearer ${token}` } : {} };
}
