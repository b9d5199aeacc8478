import { execFile } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { onTestFinished, expect, test, vi } from "vitest";
import { appendHistory, readHistory } from "./history-file.ts";
import { type HistoryRun, historyRunOf, outcomesOf, rateOf } from "./history.ts";
import { sampleFile } from "./render/sample-file.ts";

// A busy machine takes seconds to draw charts, or to start processes.
vi.setConfig({ testTimeout: 120_000 });

const whole = sampleFile({ "ports.unique": "8000 twice" });

function runOf(id: string, minute = 0): HistoryRun {
  const started_at = new Date(Date.UTC(2026, 10, 22, 18, minute)).toISOString();
  const run = historyRunOf({ ...whole, run: { ...whole.run, id, started_at } });
  if (run === undefined) throw new Error("a whole run has a line");
  return run;
}

function historyFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "history-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, "new", "history.jsonl");
}

const idsIn = (file: string) => readHistory(file).runs.map(({ id }) => id);

test("When there is no history yet, then it is empty, and the first run makes it", () => {
  const file = historyFile();

  expect(readHistory(file)).toEqual({ runs: [], damage: [] });
  appendHistory(file, runOf("one"));
  expect(readHistory(file)).toEqual({ runs: [runOf("one")], damage: [] });
});

test("When a run is remembered, then every criterion is, by how it ended, and the pass rate is the run's", () => {
  const run = runOf("one");

  expect(outcomesOf(run)).toEqual(new Map(whole.criteria.map(({ id, outcome }) => [id, outcome])));
  expect(rateOf(run)).toEqual(whole.pass_rate.strict);
});

test("When a run is partial, then it enters no history", () => {
  expect(historyRunOf(sampleFile({}, new Set(["ports.unique"])))).toBeUndefined();
});

test("When lines are damaged, then each is reported by its place and none takes another with it", () => {
  const file = historyFile();
  appendHistory(file, runOf("one"));
  appendFileSync(file, `{"id":"half\n\n[]\n${JSON.stringify({ ...runOf("x"), schema_version: "9.0.0" })}\n`);
  appendFileSync(file, `${JSON.stringify({ ...runOf("x"), outcomes: { passed: "all" } })}\n`);
  appendHistory(file, runOf("two", 1));
  const { runs, damage } = readHistory(file);

  expect(runs.map(({ id }) => id)).toEqual(["one", "two"]);
  expect(damage).toEqual([
    "history.jsonl:2 was skipped: it is no JSON",
    "history.jsonl:4 was skipped: it must be object",
    "history.jsonl:5 was skipped: it is of schema version 9.0.0, and this verifier reads 1.0.0",
    "history.jsonl:6 was skipped: outcomes/passed must be array",
  ]);
});

test("When a writer was killed in the middle of its line, then the next run's line stays whole", () => {
  const file = historyFile();
  appendHistory(file, runOf("one"));
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text + text.slice(0, 40));
  appendHistory(file, runOf("two", 1));

  expect(idsIn(file)).toEqual(["one", "two"]);
  expect(readHistory(file).damage).toHaveLength(1);
});

test("When two histories are joined line by line, in any order and with lines in both, then each run counts once", () => {
  const [one, other] = [historyFile(), historyFile()];
  for (const run of [runOf("c", 3), runOf("a", 1)]) appendHistory(one, run);
  for (const run of [runOf("b", 2), runOf("a", 1)]) appendHistory(other, run);
  appendFileSync(one, readFileSync(other));

  expect(idsIn(one)).toEqual(["a", "b", "c"]);
});

test("When several processes append at once, then every line of each is whole", async () => {
  const file = historyFile();
  appendHistory(file, runOf("first"));
  const script = `
    const { appendHistory } = await import(${JSON.stringify(path.join(import.meta.dirname, "history-file.ts"))});
    const [file, who, line] = process.argv.slice(1);
    for (let n = 0; n < 25; n += 1) appendHistory(file, { ...JSON.parse(line), id: who + n });`;
  const append = async (who: string) =>
    await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "-e",
      script,
      file,
      who,
      JSON.stringify(runOf("x")),
    ]);
  await Promise.all(["a", "b", "c"].map(append));
  const { runs, damage } = readHistory(file);

  expect(damage).toEqual([]);
  expect(runs).toHaveLength(76);
});
