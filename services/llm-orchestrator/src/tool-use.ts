// Keeps count of the tools that one chat uses, and gives each call the chat's base.
import { Problem } from "#kit/problem.ts";
import { Counter, type Registry } from "prom-client";
import type { Arguments, ToolBox, ToolInfo, ToolOutcome } from "./tool-box.ts";

export interface ToolUsed {
  readonly name: string;
  readonly arguments: Arguments;
  readonly ok: boolean;
}

export type OnToolCall = (tool: string, outcome: "ok" | "error") => void;

export interface ToolUse {
  readonly used: readonly ToolUsed[];
  readonly list: () => Promise<readonly ToolInfo[]>;
  readonly call: (name: string, given: Arguments) => Promise<ToolOutcome>;
}

export function countToolCalls(registry: Registry): OnToolCall {
  const calls = new Counter({
    name: "chat_tool_calls_total",
    help: "Tool calls for chats and execute-tool, by tool and outcome",
    labelNames: ["tool", "outcome"] as const,
    registers: [registry],
  });
  return (tool, outcome) => calls.inc({ tool, outcome });
}

/** A name that mcp-server does not know is never a label: callers and models can make up any. */
const labelFor = (name: string, error: unknown) =>
  error instanceof Problem && error.status === 404 ? "unknown" : name;

export function createToolUse(
  box: ToolBox,
  { baseId, onCall }: { baseId: string | undefined; onCall: OnToolCall },
): ToolUse {
  const used: ToolUsed[] = [];
  return {
    used,
    list: box.list,
    call: async (name, given) => {
      const complete = baseId === undefined ? given : { base_id: baseId, ...given };
      try {
        const outcome = await box.call(name, complete);
        onCall(name, outcome.ok ? "ok" : "error");
        used.push({ name, arguments: complete, ok: outcome.ok });
        return outcome;
      } catch (error) {
        onCall(labelFor(name, error), "error");
        used.push({ name, arguments: complete, ok: false });
        throw error;
      }
    },
  };
}
