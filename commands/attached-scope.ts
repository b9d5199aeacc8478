// What of the catalogue is judged on a system that somebody else runs: nothing that disturbs it without leave.
import type { StartedStack } from "../fixtures/stack.ts";
import type { RunScope } from "../reports/unjudged.ts";
import type { Criterion } from "../suites/check.ts";
import { settingOf } from "../suites/settings.ts";
import type { AttachOptions } from "./attach-options.ts";

/** A check of the limits waits for windows to end, and has a minute for several of them. */
const longestWindowSeconds = 10;
const windowName = "RATE_LIMIT_WINDOW_SECONDS";

export function attachedScope(
  { unknown, topology }: StartedStack,
  { allow }: AttachOptions,
): Pick<RunScope, "lacks" | "refuse"> {
  const windows = topology.services
    .filter(({ verify }) => verify?.role === "service")
    .map(({ name }) => Number(settingOf(topology, name, windowName) || Number.NaN));
  const areShort = windows.every((seconds) => seconds <= longestWindowSeconds);
  const flooding = allow.has("limits") || allow.has("chaos");
  const refuse = ({ service, check, suite }: Criterion): string | undefined => {
    const unreached = service === undefined ? undefined : unknown?.services[service];
    if (unreached !== undefined) return unreached;
    const floods = check.phase === "limits" && suite === "rate-limits";
    if (floods && !flooding) return "floods the system, which somebody else runs; --allow limits lets it";
    if (floods && !areShort)
      return `the windows of the system's limits are longer than ${longestWindowSeconds} s, or not known (${windowName})`;
    const disturbs = check.phase === "disturbing" && check.capabilities.includes("engine");
    if (disturbs && !allow.has("chaos"))
      return "disturbs the system, which somebody else runs; --allow chaos lets it";
    return undefined;
  };
  return { lacks: unknown?.capabilities ?? {}, refuse };
}
