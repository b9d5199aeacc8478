// Measures bring-up on containers beside what `docker compose up -d --wait` of the same file takes.
import { randomBytes } from "node:crypto";
import path from "node:path";
import { runProgram } from "../fixtures/processes/run-program.ts";
import { type PreparedRuntime, prepareRuntime } from "../fixtures/prepare-runtime.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { startStack } from "../fixtures/stack.ts";
import { printFigures, printHeading } from "./bench-figures.ts";
import { root } from "./bench-stack.ts";
import { testEnvironment } from "./test-environment.ts";

const file = path.join(root, "compose.test.yml");

/** Seconds. */
interface Measured {
  readonly up: number;
  readonly down: number;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function measureOurs({ topology }: PreparedRuntime): Promise<Measured> {
  const startedAt = performance.now();
  const stack = await startStack({ topology, runtime: "containers" });
  const up = (performance.now() - startedAt) / 1000;
  const down = await timed(async () => stack[Symbol.asyncDispose]());
  const failed = stack.bringUp.find(({ outcome }) => outcome !== "ready");
  if (failed)
    throw new StackError(`${failed.service} did not come up: ${failed.reason ?? "no reason given"}`);
  return { up, down };
}

async function measureCompose({ topology, env }: PreparedRuntime): Promise<Measured> {
  const project = `pyairtable-bench-${randomBytes(4).toString("hex")}`;
  const compose = async (...args: string[]) => {
    const end = await runProgram({
      program: "docker",
      args: ["compose", "-p", project, "-f", file, ...args],
      cwd: root,
      env,
    });
    if (!end.ok) throw new StackError(`docker compose ${args[0]}: ${end.lines.slice(-3).join(" ")}`);
  };
  try {
    const names = topology.services.map(({ name }) => name);
    const up = await timed(() => compose("up", "-d", "--wait", "--no-build", ...names));
    return { up, down: await timed(() => compose("down", "-v")) };
  } finally {
    await compose("down", "-v", "--timeout", "1");
  }
}

const seconds = (title: string, values: readonly number[]) => printFigures(title, values, "s");

/** In turns, so that both meet the same machine. */
export async function benchContainers(runs: number): Promise<void> {
  const wanted = { wanted: "containers", root, file, env: testEnvironment(process.env) } as const;
  const prepared = await prepareRuntime({ ...wanted, onSay: console.log });
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(await measureOurs(prepared));
    theirs.push(await measureCompose(prepared));
  }
  printHeading("Containers, images built");
  seconds(
    "verifier: nothing to every service ready",
    ours.map(({ up }) => up),
  );
  seconds(
    "docker compose up -d --wait",
    theirs.map(({ up }) => up),
  );
  printFigures(
    "bring-up, verifier to compose",
    ours.map(({ up }, run) => up / (theirs[run]?.up ?? Number.NaN)),
    "",
  );
  seconds(
    "verifier: down again",
    ours.map(({ down }) => down),
  );
  seconds(
    "docker compose down -v",
    theirs.map(({ down }) => down),
  );
}
