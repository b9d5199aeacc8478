// Holds the command itself: the verdict of several files by exit code, and one sentence for each that cannot be merged.
import { execFile } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { readTopology } from "../fixtures/topology.ts";
import { readHistory } from "../reports/history-file.ts";
import { buildResultFile } from "../reports/result-file.ts";
import type { ResultFile, RunInfo } from "../reports/result-types.ts";
import { sampleResult, sampleRun } from "../reports/sample.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import { componentsOf } from "../suites/components.ts";
import type { Outcome } from "../suites/outcome.ts";

// Each merge is a process of its own, which a busy machine takes seconds to start.
vi.setConfig({ testTimeout: 120_000 });
const root = path.resolve(import.meta.dirname, "..");
const criteria = criteriaOf(
  componentsOf(readTopology({ file: path.join(root, "compose.test.yml"), env: {} })),
);
const folder = mkdtempSync(path.join(tmpdir(), "merge-test-"));
const out = path.join(folder, "out");
afterAll(() => rmSync(folder, { recursive: true }));

/** The file of a run in which every criterion is `usual` but those that are named. */
function given(run: Partial<RunInfo> & { id: string }, usual: Outcome, except: Record<string, Outcome> = {}) {
  const results = new Map(criteria.map(({ id }) => [id, sampleResult(id, except[id] ?? usual)]));
  const file = buildResultFile({ criteria, results, run: { ...sampleRun, ...run } });
  const target = path.join(folder, `${run.id}.json`);
  writeFileSync(target, JSON.stringify(file));
  return target;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function mergeWithAllure(...args: readonly string[]): Promise<Ended> {
  const words = [path.join(import.meta.dirname, "merge.ts"), "--out", out, ...args];
  const { promise, resolve } = Promise.withResolvers<Ended>();
  execFile(process.execPath, words, (error, stdout, stderr) =>
    resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
  );
  return await promise;
}

/** Its Allure report takes longer than all the rest. */
const merge = (...args: readonly string[]) => mergeWithAllure("--no-allure", ...args);

const whole = given({ id: "embedded" }, "passed", { "delivery.local": "not-verified" });
const delivery = given({ id: "delivery", runtime: "delivery" }, "not-selected", {
  "delivery.local": "passed",
});

test("When the delivery run completes the whole, then one report says so and the gate holds", async () => {
  const { code, stdout, stderr } = await mergeWithAllure(whole, delivery, "--gate", "green,100");
  const written = JSON.parse(readFileSync(path.join(out, "pass-rate.json"), "utf8")) as ResultFile;

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("embedded+delivery");
  expect(written).toMatchObject({
    green: true,
    partial: false,
    totals: { passed: criteria.length, criteria: criteria.length },
    runs: [{ id: "embedded" }, { id: "delivery" }],
  });
  expect(existsSync(path.join(out, "summary.md"))).toBe(true);
  expect(existsSync(path.join(out, "allure/allure.html"))).toBe(true);
  expect(existsSync(path.join(out, "junit.xml"))).toBe(true);
  expect(readFileSync(path.join(out, "index.html"), "utf8")).toContain("<title>100.0% · ");
  expect(readHistory(path.join(out, "history.jsonl")).runs).toMatchObject([
    {
      id: "embedded+delivery",
      runtime: "embedded+delivery",
      outcomes: { passed: criteria.map(({ id }) => id) },
    },
  ]);
});

test("When the history has a damaged line, then it is reported, and the run is remembered all the same", async () => {
  const history = path.join(folder, "kept", "history.jsonl");
  await merge(whole, "--history", history);
  appendFileSync(history, "half a li");
  const { code, stderr } = await merge(whole, delivery, "--history", history);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "history.jsonl:2 was skipped: it is no JSON\n" });
  expect(readHistory(history).runs.map(({ id }) => id)).toEqual(["embedded", "embedded+delivery"]);
  expect(readFileSync(path.join(out, "index.html"), "utf8")).toContain("history.jsonl:2 was skipped");
});

test("When a merge leaves something unselected, then it enters no history", async () => {
  const history = path.join(folder, "none.jsonl");
  await merge(delivery, "--history", history);

  expect(existsSync(history)).toBe(false);
});

test("When one run failed a criterion that another passed, then the gate does not hold", async () => {
  const failed = given({ id: "shard" }, "not-selected", { "ports.unique": "failed" });
  const { code, stdout } = await merge(whole, failed);

  expect(code).toBe(1);
  expect(stdout).toContain("Gate green not held: 1 failed.");
  expect((await merge(whole, failed, "--gate", "99")).code).toBe(0);
});

test("When no run came to a verdict on a criterion, then nobody knows, whatever the gate", async () => {
  const broken = given({ id: "broken" }, "passed", { "ports.unique": "error" });
  const { code, stderr } = await merge(whole, broken, "--gate", "none");

  expect(code).toBe(3);
  expect(stderr).toContain("The harness failed: ports.unique ended in an error: ports.unique error");
});

test("When the words or files are wrong, then it is exit code 2 and one sentence", async () => {
  const stranger = given({ id: "stranger", commit: "0000000" }, "passed");
  const half = path.join(folder, "half.json");
  writeFileSync(half, readFileSync(whole, "utf8").slice(0, 2000));
  const sentences = [
    [[], "merge needs the result files of the runs; see --help"],
    [["--gat", "80", whole], 'unknown option "--gat"; did you mean "--gate"?'],
    [
      [whole, "--history", folder],
      `--history ${folder} is a directory; did you mean ${folder}/history.jsonl?`,
    ],
    [["gone.json"], "gone.json is not there; give a pass-rate.json that npm run verify wrote"],
    [[whole, half], expect.stringContaining(`${half} is no JSON (`)],
    [
      [whole, stranger],
      `only results of one commit can be merged, but ${whole} is of ${sampleRun.commit} and ${stranger} is of 0000000`,
    ],
  ] as const;
  const ended = await Promise.all(sentences.map(([args]) => merge(...args)));

  expect(ended.map(({ code, stdout, stderr }) => [code, stdout, stderr.trim()])).toEqual(
    sentences.map(([, sentence]) => [2, "", sentence]),
  );
});
