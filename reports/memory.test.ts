import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type JudgedRun,
  lastDurations,
  lastFailed,
  readMemory,
  type Remembered,
  remember,
  writeMemory,
} from "./memory.ts";
import type { CriterionRecord, RunInfo } from "./result-types.ts";

const before: Remembered = {
  outcome: "failed",
  duration_ms: 7,
  at: "2026-01-01",
  runtime: "embedded",
  commit: null,
};

/** Only what the memory reads. */
const run = (criteria: readonly (readonly [string, string, number | null])[]): JudgedRun => ({
  run: { started_at: "2026-02-02", runtime: "containers", commit: "abc" } as RunInfo,
  criteria: criteria.map(([id, outcome, duration_ms]) => ({ id, outcome, duration_ms }) as CriterionRecord),
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "memory-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("When a run judges only some, then the others stay as they were", () => {
  const memory = remember(
    { a: before, b: before, gone: before },
    run([
      ["a", "passed", 3],
      ["b", "not-selected", null],
    ]),
  );

  expect(memory).toEqual({
    a: { outcome: "passed", duration_ms: 3, at: "2026-02-02", runtime: "containers", commit: "abc" },
    b: before,
  });
  expect(lastFailed(memory)).toEqual(["b"]);
  expect(lastDurations(memory)).toEqual(
    new Map([
      ["a", 3],
      ["b", 7],
    ]),
  );
});

test("When it was written, then it is read back", () => {
  writeMemory(folder, run([["a", "blocked", 0]]));

  expect(lastFailed(readMemory(folder))).toEqual(["a"]);
});

test.for(["", "{", '{"schema_version":"1.0.0","criteria":{"a":{"outcome":"fine"}}}'])(
  "When the file holds %j, then nothing is remembered",
  (content) => {
    writeFileSync(path.join(folder, "memory.json"), content);

    expect(readMemory(folder)).toEqual({});
  },
);
