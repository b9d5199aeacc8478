// Runs a job in a process of its own: Vitest, the stack and what a fault does to them end with it.
import { fork } from "node:child_process";
import path from "node:path";
import type { Job, JobEnd } from "./job.ts";

/** A run that takes longer hangs. */
const usualBudgetMs = 400_000;

/** Never throws: a process that ends without an answer is an error of the harness. */
export function runInProcess(job: Job, signal: AbortSignal): Promise<JobEnd> {
  const startedAt = performance.now();
  const env = { ...process.env, VERIFIER_WORKERS: "1" };
  const child = fork(path.join(import.meta.dirname, "prove-process.ts"), { silent: true, env });
  const said: string[] = [];
  child.stderr?.on("data", (data: Buffer) => said.push(data.toString()));
  child.stdout?.resume();
  const { promise, resolve } = Promise.withResolvers<JobEnd>();
  const stop = () => child.kill("SIGTERM");
  let timedOut = false;
  const late = setTimeout(() => {
    timedOut = true;
    stop();
  }, job.budgetMs ?? usualBudgetMs);
  signal.addEventListener("abort", stop, { once: true });
  let end: JobEnd | undefined;
  child.once("message", (message) => {
    end = message as JobEnd;
  });
  child.once("close", (code, killedBy) => {
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
    const words = said.join("").trim().split("\n").slice(-3).join(" ");
    const error = `the run ended with ${killedBy ?? `code ${code}`} and no answer: ${words || "it said nothing"}`;
    const durationMs = Math.round(performance.now() - startedAt);
    resolve({ ...(end ?? { ended: [], hidden: [], durationMs, error }), timedOut });
  });
  child.send(job);
  return promise;
}
