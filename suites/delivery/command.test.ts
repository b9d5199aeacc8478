import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Reaper, startReaper } from "../../fixtures/processes/reaper.ts";
import { until } from "../../fixtures/until.ts";
import { endOf, runToEnd } from "./command.ts";

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), "command-test-")));
let reaper: Reaper;
beforeAll(async () => {
  reaper = await startReaper();
});
afterAll(async () => {
  await reaper.end();
  rmSync(cwd, { recursive: true });
});

function run(script: string, options: { budgetMs?: number; signal?: AbortSignal } = {}) {
  const { budgetMs = 10_000, signal = new AbortController().signal } = options;
  const env = { PATH: process.env["PATH"] ?? "", WORD: "given" };
  return runToEnd({ program: "sh", args: ["-c", script], cwd, env, budgetMs }, { reaper, signal });
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("When a command ends, then its code and all of its lines are told", async () => {
  const ended = await run('echo "$WORD"; pwd; echo wrong >&2; exit 3');

  expect(ended).toMatchObject({ code: 3, timedOut: false });
  expect(ended.lines.toSorted()).toEqual([cwd, "given", "wrong"].toSorted());
  expect(endOf(ended)).toMatch(/^sh -c .* ended with 3 after \d+\.\d s$/);
});

test("When a command is not there, then it has ended with 127", async () => {
  const command = { program: "no-such-program", args: [], cwd, env: {}, budgetMs: 1000 };
  const ended = await runToEnd(command, { reaper, signal: new AbortController().signal });

  expect(ended.code).toBe(127);
  expect(ended.lines[0]).toContain("no-such-program cannot be started");
});

test("When a command does not end within its budget, then it and what it started are ended", async () => {
  const ended = await run("sleep 60 & echo $!; wait", { budgetMs: 300 });

  expect(ended.timedOut).toBe(true);
  expect(endOf(ended)).toMatch(/did not end within 0\.\d s$/);
  const [pid] = ended.lines;
  await until(async () => !isAlive(Number(pid)), { what: "the child to end", budgetMs: 5000 });
});

test("When the run is ended, then so is the command", async () => {
  const stopping = new AbortController();
  const running = run("sleep 60", { signal: stopping.signal });
  stopping.abort();

  expect(await running).toMatchObject({ timedOut: false, code: undefined });
});
