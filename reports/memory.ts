// Remembers how each criterion ended when it was last judged, over runs that judge only some of them.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { outcomes } from "../suites/outcome.ts";
import type { ResultFile } from "./result-types.ts";

const remembered = z.object({
  outcome: z.enum(outcomes),
  duration_ms: z.number().nullable(),
  /** When its run began: ISO 8601, UTC. */
  at: z.string(),
  runtime: z.string(),
  commit: z.string().nullable(),
});

export type Remembered = Readonly<z.infer<typeof remembered>>;

/** By criterion. */
export type Memory = Readonly<Record<string, Remembered>>;

export type JudgedRun = Pick<ResultFile, "criteria" | "run">;

const shape = z.object({ schema_version: z.literal("1.0.0"), criteria: z.record(z.string(), remembered) });
const notJudged = new Set(["not-verified", "not-built", "not-selected"]);
const fileIn = (folder: string) => path.join(folder, "memory.json");

/** What runs that reported into `folder` left; empty without any, or where the file is not what it should be. */
export function readMemory(folder: string): Memory {
  try {
    return shape.parse(JSON.parse(readFileSync(fileIn(folder), "utf8"))).criteria;
  } catch {
    // It only makes things quicker: a damaged one is as good as none, and the next run writes it anew.
    return {};
  }
}

/** What was known, and what this run judged; criteria that are no longer in the catalogue are forgotten. */
export function remember(memory: Memory, { criteria, run }: JudgedRun): Memory {
  const entries = criteria.flatMap(({ id, outcome, duration_ms }): [string, Remembered][] => {
    const before = memory[id];
    if (notJudged.has(outcome)) return before ? [[id, before]] : [];
    const { started_at: at, runtime, commit } = run;
    return [[id, { outcome, duration_ms, at, runtime, commit }]];
  });
  return Object.fromEntries(entries);
}

/** Takes a run into the memory of `folder`, which is made where it is missing. */
export function writeMemory(folder: string, file: JudgedRun): void {
  const criteria = remember(readMemory(folder), file);
  mkdirSync(folder, { recursive: true });
  const unfinished = `${fileIn(folder)}.${process.pid}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify({ schema_version: "1.0.0", criteria })}\n`);
  renameSync(unfinished, fileIn(folder));
}

/** Ids of what did not pass when it was last judged. */
export function lastFailed(memory: Memory): readonly string[] {
  return Object.entries(memory)
    .filter(([, { outcome }]) => outcome !== "passed")
    .map(([id]) => id);
}

/** Milliseconds by criterion, where they are known. */
export function lastDurations(memory: Memory): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(memory).flatMap(([id, { duration_ms }]) =>
      duration_ms === null ? [] : [[id, duration_ms] as const],
    ),
  );
}
