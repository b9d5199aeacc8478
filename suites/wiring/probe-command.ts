// Runs the command of a compose health check as it stands, against an address that it is given.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { HealthCheck } from "../../fixtures/topology.ts";
import { programsOfTest } from "../../fixtures/image-programs.ts";

const urls = /https?:\/\/[^\s'"|)]+/g;
const budgetMs = 10_000;

/** Programs that do here what they do in an image. */
const sameEverywhere = new Set(["node", "true", ...(existsSync("/bin/bash") ? ["bash"] : [])]);

/** Whether a probe may run here as it would in its image: the harness has few programs for certain. */
export const canRun = ({ test }: HealthCheck): boolean => {
  const programs = programsOfTest(test);
  return programs.length > 0 && programs.every((program) => sameEverywhere.has(program));
};

/** Its exit code when each URL of the command is `url`; undefined when it did not end. Runs in `root`. */
export async function runProbe(
  { test: [form, ...words] }: HealthCheck,
  url: string,
  root: string,
): Promise<number | undefined> {
  const asked = words.map((word) => word.replaceAll(urls, url));
  const [program = "", ...args] = form === "CMD-SHELL" ? ["/bin/sh", "-c", asked.join(" ")] : asked;
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd: root,
    stdio: "ignore",
    timeout: budgetMs,
    killSignal: "SIGKILL",
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? undefined;
}
