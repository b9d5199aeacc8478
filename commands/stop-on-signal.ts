// Ends a command in order when it is asked to.
import { constants } from "node:os";

const asking = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Aborted with the signal's name by the first that comes. More of them change nothing: npm sends on what the terminal
 * has sent already. It keeps listening, since signal-exit, which libraries bring along, ends a process in which nobody
 * else does.
 */
export function stopOnSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of asking) process.on(signal, () => stopping.abort(signal));
  return stopping.signal;
}

/** As a shell has it: 128 and the signal's number. */
export const stoppedCode = ({ reason }: AbortSignal): number =>
  128 + constants.signals[asking.find((signal) => signal === reason) ?? "SIGTERM"];
