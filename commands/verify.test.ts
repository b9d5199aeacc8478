// Holds the command itself: wrong usage by exit code, and nothing left behind however a run ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { processTree } from "../fixtures/processes/process-tree.ts";
import { until } from "../fixtures/until.ts";

const command = path.join(import.meta.dirname, "verify.ts");

function start(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  return spawn(process.execPath, [command, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
}

async function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = start(args);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close") as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, output: stdout + stderr };
}

test.for([
  [["--sute", "auth"], 'unknown option "--sute"; did you mean "--suite"?'],
  [["--suite", "prots"], 'unknown suite "prots"; did you mean "ports"?'],
  [["--check", "ports.maping"], 'unknown check "ports.maping"; did you mean "ports.mapping"?'],
  [["--gate", "120"], '"120" is no gate; write green, a percentage from 0 to 100, both as green,80, or none'],
  [
    ["--file", "nowhere.yml"],
    "nowhere.yml:1:1: this file cannot be read (ENOENT); give the path of a compose file",
  ],
  [
    ["--watch", "--file", "nowhere.yml"],
    "nowhere.yml:1:1: this file cannot be read (ENOENT); give the path of a compose file",
  ],
] as const)("When the words are %j, then it is exit code 2 and one sentence", async ([args, sentence]) => {
  expect(await run(args)).toEqual({ code: 2, output: `${sentence}\n` });
});

test("When a compose file has faults, then each is named with its place, and it is exit code 2", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "verify-test-"));
  const file = path.join(folder, "compose.yml");
  writeFileSync(file, 'services:\n  a:\n    image: x\n    ports: ["70:xx"]\n    depends_on: [b]\n');
  const { code, output } = await run(["--file", file]);
  rmSync(folder, { recursive: true });
  expect(code).toBe(2);
  expect(output.trim().split("\n")).toEqual([
    expect.stringMatching(/^compose\.yml:4:13: "70:xx" is no port mapping/),
    expect.stringMatching(/^compose\.yml:5:18: a depends on "b", which is no service/),
  ]);
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.for([
  ["SIGINT", 2, 130],
  ["SIGTERM", 1, 143],
  ["SIGKILL", 1, null],
] as const)(
  "When a run is ended by %s, %i times, while it judges, then no process and no folder is left",
  { timeout: 90_000 },
  async ([signal, times, expected]) => {
    const temporary = mkdtempSync(path.join(tmpdir(), "verify-test-"));
    chmodSync(temporary, 0o755);
    const out = path.join(temporary, "out");
    mkdirSync(out);
    const env = { ...process.env, TMPDIR: temporary };
    const child = start(
      ["--runtime", "embedded", "--ephemeral-ports", "--suite", "rate-limits", "--out", out],
      env,
    );
    const seen: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => seen.push(chunk.toString()));
    child.stdout.resume();
    const up = async () => (/up\s+platform-services/.test(seen.join("")) ? true : undefined);
    await until(up, { what: `the system to come up (${seen.join("")})`, budgetMs: 30_000 });
    const pids = processTree(child.pid ?? 0).slice(1);
    expect(pids.length).toBeGreaterThan(8);
    const ended = once(child, "exit") as Promise<[number | null]>;
    // As npm does it: the terminal's own, and once more sent on.
    for (let sent = 0; sent < times; sent += 1) {
      child.kill(signal);
      await setTimeout(50);
    }
    const [code] = await ended;
    expect(code).toBe(expected);
    await until(async () => !pids.some(isAlive), { what: "every process to end", budgetMs: 15_000 });
    const left = async () => readdirSync(temporary).filter((name) => name !== "out").length === 0;
    await until(left, { what: "the run's folder to go", budgetMs: 15_000 });
    rmSync(temporary, { recursive: true });
  },
);
