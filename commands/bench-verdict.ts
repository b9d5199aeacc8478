// Measures a whole `verify` as a process: wall time and the peak memory of harness and stack together.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { printFigures, printHeading } from "./bench-figures.ts";
import { root } from "./bench-stack.ts";

const sampleMs = 500;

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // The process ended between the listing and the look.
    return "";
  }
}

/** Process ids by parent, from /proc. */
function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** Proportional set size of a process and all below it, in MiB: shared pages count once. */
function memoryOf(pid: number): number {
  const children = childrenByParent();
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  const kilobytes = tree.map((member) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${member}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

async function measure(out: string): Promise<{ seconds: number; peak: number; code: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["commands/verify.ts", "--ephemeral-ports", "--out", out], {
    cwd: root,
    stdio: "ignore",
  });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, memoryOf(child.pid ?? 0));
  }, sampleMs);
  const [code] = (await once(child, "exit")) as [number | null];
  clearInterval(sampler);
  return { seconds: (performance.now() - startedAt) / 1000, peak, code: code ?? -1 };
}

export async function benchVerdict(runs: number): Promise<void> {
  const out = mkdtempSync(path.join(tmpdir(), "pyairtable-bench-"));
  const measured = [];
  try {
    for (let run = 0; run < runs; run++) measured.push(await measure(out));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  printHeading("Verdict");
  printFigures(
    "time to verdict",
    measured.map(({ seconds }) => seconds),
    "s",
  );
  if (process.platform === "linux")
    printFigures(
      "peak memory of harness and stack",
      measured.map(({ peak }) => peak),
      "MiB",
    );
  const red = measured.filter(({ code }) => code !== 0).length;
  if (red > 0)
    console.log(`${red} of ${runs} runs did not hold the gate: their times are not those of a green run.`);
}
