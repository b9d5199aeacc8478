// Runs a command to its end within a budget: what it said, how it ended, and nothing of it left running.
import { stripVTControlCharacters } from "node:util";
import type { Reaper } from "../../fixtures/processes/reaper.ts";
import { startProcess } from "../../fixtures/processes/service-process.ts";

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly budgetMs: number;
}

export interface Ended {
  /** As a person would type it. */
  readonly command: string;
  /** 127 when it could not be started; undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly timedOut: boolean;
  readonly elapsedMs: number;
  readonly lines: readonly string[];
}

/** What asked to end may take to do so: a deployment lets go of its lock. */
const graceMs = 10_000;

export async function runToEnd(
  { program, args, cwd, env, budgetMs }: Command,
  { reaper, signal }: { readonly reaper: Reaper; readonly signal: AbortSignal },
): Promise<Ended> {
  const startedAt = performance.now();
  const lines: string[] = [];
  const child = startProcess({ program, args, cwd, env }, (_, text) =>
    lines.push(stripVTControlCharacters(text)),
  );
  // The harness may be killed without warning.
  if (child.pid !== undefined) reaper.watch(child.pid, false);
  let killing: NodeJS.Timeout | undefined;
  const end = () => {
    child.ask("SIGTERM");
    killing ??= setTimeout(() => child.signalAll("SIGKILL"), graceMs);
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, budgetMs);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  const { exitCode } = await child.exited;
  clearTimeout(timer);
  clearTimeout(killing);
  signal.removeEventListener("abort", end);
  if (child.pid !== undefined) reaper.forget(child.pid);
  const elapsedMs = performance.now() - startedAt;
  return { command: [program, ...args].join(" "), code: exitCode, timedOut, elapsedMs, lines };
}

/** `./deploy-local.sh ended with 1 after 12.3 s`. */
export function endOf({ command, code, timedOut, elapsedMs }: Ended): string {
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
  if (timedOut) return `${command} did not end within ${seconds}`;
  return `${command} ended with ${code ?? "a signal"} after ${seconds}`;
}
