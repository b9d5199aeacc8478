// Counts tool calls by tool and outcome.
import { Counter, type Registry } from "prom-client";

export type OnToolCall = (tool: string, outcome: "ok" | "error") => void;

/** Tool names come from the catalogue alone, so the label stays small. */
export function countToolCalls(registry: Registry): OnToolCall {
  const calls = new Counter({
    name: "mcp_tool_calls_total",
    help: "Tool calls by tool and outcome",
    labelNames: ["tool", "outcome"] as const,
    registers: [registry],
  });
  return (tool, outcome) => calls.inc({ tool, outcome });
}
