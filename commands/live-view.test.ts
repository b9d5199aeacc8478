import { expect, test } from "vitest";
import { plainScreen } from "../reports/render/layout.ts";
import { after, atRest, liveLines } from "./live-view.ts";
import type { RunEvent } from "./run-events.ts";

const ended = { reason: null, duration_ms: 5, left_ms: 35_000 };
const events: readonly RunEvent[] = [
  { type: "judging", criteria: 155, expected_ms: 70_000 },
  { type: "criterion-started", id: "auth.token-expired" },
  { type: "criterion-started", id: "workflow.write" },
  { type: "criterion", id: "workflow.write", outcome: "failed", ...ended, done: 43, of: 155 },
];
const seenAfter = (told: readonly RunEvent[]) => told.reduce(after, atRest);

test.for([60, 80, 140])("When a terminal has %i columns, then no line is wider", (width) => {
  const lines = liveLines(seenAfter(events), 0, plainScreen(width));

  expect(lines.length).toBe(2);
  expect(lines.filter((line) => line.length >= width)).toEqual([]);
  expect(lines[0]).toContain("43 of 155 judged · 1 not passed · about 35 s left");
  expect(lines[1]?.trim()).toBe("auth.token-expired");
});

test("When services come up, then those that are still to come are named", () => {
  const up: readonly RunEvent[] = [
    { type: "bring-up", runtime: "embedded", services: ["redis", "postgres"] },
    { type: "service", service: "redis", state: "ready", elapsed_ms: 90, detail: null },
  ];

  expect(liveLines(seenAfter(up), 0, plainScreen(80))).toEqual(["  ⠋ 1 of 2 up, coming: postgres"]);
});

test("When nothing more is judged, then nothing moves", () => {
  expect(liveLines(seenAfter([...events, { type: "judged" }]), 0, plainScreen(80))).toEqual([]);
});
