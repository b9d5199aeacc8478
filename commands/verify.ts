// `npm run verify`: brings the system up, judges it, writes the reports, and exits by the gate.
import { availableParallelism } from "node:os";
import path from "node:path";
import { lastDurations, readMemory } from "../reports/memory.ts";
import { keepCompiled } from "../fixtures/machine-cache.ts";
import { eventsFile } from "./events-file.ts";
import { exitCodes } from "./exit-codes.ts";
import { explainFailure } from "./explain-failure.ts";
import { withLastFailed } from "./last-failed.ts";
import { makeFolder } from "./make-folder.ts";
import { createProgress, type Progress } from "./progress.ts";
import { terminalProgress } from "./progress-terminal.ts";
import { stopOnSignal, stoppedCode } from "./stop-on-signal.ts";
import { readVerifyOptions, verifyHelp, type VerifyOptions } from "./verify-options.ts";

const root = path.resolve(import.meta.dirname, "..");

/** Read only now: what judges a system takes seconds to load, and words that are wrong are told at once. */
async function act(options: VerifyOptions, progress: Progress, signal: AbortSignal): Promise<number> {
  keepCompiled();
  // A saved file affects little: to load what judges in more workers than there are processors would take longer.
  if (options.watch) process.env["VERIFIER_WORKERS"] ??= String(Math.min(4, availableParallelism()));
  const { verifyOnce } = await import("./verify-once.ts");
  const { watchSystem } = await import("./watch/watch.ts");
  if (signal.aborted) return stoppedCode(signal);
  if (!options.watch) return await verifyOnce(options, progress, signal);
  await watchSystem({ root, options, progress, signal });
  // Ended with Ctrl-C, as it should.
  return exitCodes.held;
}

async function main(): Promise<number> {
  const asked = readVerifyOptions(process.argv.slice(2));
  if (asked.help) {
    console.log(verifyHelp);
    return exitCodes.held;
  }
  const memory = readMemory(makeFolder(root, asked.out));
  const options = asked.lastFailed ? withLastFailed(asked, memory) : asked;
  if (!options) {
    console.log("Nothing of it failed when it was last judged.");
    return exitCodes.held;
  }
  const stop = stopOnSignal();
  const listeners = [
    terminalProgress(process.stderr),
    ...(options.events === undefined ? [] : [eventsFile(path.resolve(root, options.events))]),
  ];
  const progress = createProgress(listeners, lastDurations(memory));
  let exit_code: number = exitCodes.harness;
  try {
    exit_code = await act(options, progress, stop);
  } finally {
    progress.tell({ type: "end", exit_code });
  }
  return exit_code;
}

process.exitCode = await main().catch(explainFailure);
// Nothing that a library forgot to close may keep a finished run alive.
process.exit();
