// Measures from nothing to every service ready, and down again.
import { printFigures, printHeading } from "./bench-figures.ts";
import { startBenchStack } from "./bench-stack.ts";

export async function benchBringUp(runs: number): Promise<void> {
  const up: number[] = [];
  const down: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now();
    const stack = await startBenchStack();
    up.push((performance.now() - startedAt) / 1000);
    const stoppedAt = performance.now();
    await stack[Symbol.asyncDispose]();
    down.push((performance.now() - stoppedAt) / 1000);
  }
  printHeading("Stack");
  printFigures("nothing to every service ready", up, "s");
  printFigures("down again", down, "s");
}
