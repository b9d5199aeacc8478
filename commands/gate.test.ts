import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readGateOptions } from "./gate-options.ts";
import { UsageError } from "./usage-error.ts";

test.for([
  [["--min", "80%"], '--min takes a number from 0 to 100, not "80%"'],
  [["--min", "101"], '--min takes a number from 0 to 100, not "101"'],
  [["--max-seconds", "-1"], /ambiguous/],
  [["--no-regresion"], 'unknown option "--no-regresion"; did you mean "--no-regression"?'],
  [["--no-regression"], "--no-regression needs --base FILE: the result file of the run before"],
  [["a.json", "b.json"], "gate takes one result file; npm run merge makes one of several"],
] as const)("When the words are %j, then it is one sentence", ([words, sentence]) => {
  expect(() => readGateOptions(words, "/root")).toThrow(UsageError);
  expect(() => readGateOptions(words, "/root")).toThrow(sentence);
});

test("When a rule is left out, then it is not asked for, but green is", () => {
  expect(readGateOptions(["--min", "80", "--no-regression", "--base", "b.json"], "/root")).toEqual({
    help: false,
    file: "/root/reports/out/pass-rate.json",
    base: "b.json",
    green: true,
    min: 80,
    qualityGates: false,
    noRegression: true,
    maxNotVerified: undefined,
    maxSeconds: undefined,
  });
});

const command = path.join(import.meta.dirname, "gate.ts");
const run = (file: string) => spawnSync(process.execPath, [command, file], { encoding: "utf8" });

test(
  "When the file is missing or damaged, then it is one sentence and exit code 2",
  { timeout: 60_000 },
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "gate-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const damaged = path.join(folder, "pass-rate.json");
    writeFileSync(damaged, '{"schema_version":"1.0.0","run":');
    for (const [file, why] of [
      [path.join(folder, "nowhere.json"), "is not there"],
      [damaged, "is no JSON"],
    ] as const) {
      const { status, stdout, stderr } = run(file);
      expect([status, stdout, stderr.trimEnd().split("\n").length]).toEqual([2, "", 1]);
      expect(stderr).toContain(`${file} ${why}`);
    }
  },
);
