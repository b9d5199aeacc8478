import { expect, test } from "vitest";
import { type HistoryRun, historyVersion } from "../../reports/history.ts";
import { sampleRun } from "../../reports/sample.ts";
import type { Outcome } from "../../suites/outcome.ts";
import { pastEndsOf } from "./past-ends.ts";

const run = (id: string, outcome?: Outcome): HistoryRun => ({
  ...sampleRun,
  id,
  schema_version: historyVersion,
  green: false,
  outcomes: outcome ? { [outcome]: ["ports.unique"] } : {},
});

test("When a criterion changed, then each streak has its length and the run it began with, the newest first", () => {
  const runs = [run("1", "passed"), run("2", "passed"), run("3", "failed"), run("4", "failed")];
  const { streaks, counts } = pastEndsOf({ runs }, "ports.unique");

  expect(streaks.map(({ outcome, runs: length, since }) => [outcome, length, since.id])).toEqual([
    ["failed", 2, "3"],
    ["passed", 2, "1"],
  ]);
  expect([...counts]).toEqual([
    ["passed", 2],
    ["failed", 2],
  ]);
});

test("When a run between could not judge it, then it counts and breaks no streak", () => {
  const runs = [run("1", "passed"), run("2", "not-verified"), run("3"), run("4", "passed")];
  const { streaks, counts } = pastEndsOf({ runs }, "ports.unique");

  expect(streaks.map(({ runs: length }) => length)).toEqual([2]);
  expect(counts.get("not-verified")).toBe(1);
});

test("When no run knows it, then there is nothing", () => {
  const { streaks, counts } = pastEndsOf({ runs: [run("1", "passed")] }, "ports.mapping/mcp-server");

  expect({ streaks, known: counts.size }).toEqual({ streaks: [], known: 0 });
});
