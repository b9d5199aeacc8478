// Splits a run over machines: which of its criteria one shard judges, so that all shards merged are the whole run.
import type { Criterion, Phase } from "../suites/check.ts";
import { needsOf } from "../suites/needs.ts";
import { UsageError } from "./usage-error.ts";

/** The `index`-th of `count` parts, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** @throws {UsageError} for anything but `i/n` with i from 1 to n. */
export function readShard(text: string): Shard {
  const { i, n } = /^(?<i>[1-9]\d{0,2})\/(?<n>[1-9]\d{0,2})$/.exec(text)?.groups ?? {};
  const [index, count] = [Number(i), Number(n)];
  if (index <= count) return { index, count };
  throw new UsageError(`--shard takes i/n, such as 2/3 for the second of three parts, not "${text}"`);
}

const phases: readonly Phase[] = ["side-by-side", "limits", "disturbing", "on-demand"];

/**
 * Ids of the criteria of one shard. Each criterion is dealt to one shard, phase by phase, so that no shard gets all
 * the slow ones. What a criterion needs is judged beside it, or nobody there could tell that it is blocked; and what
 * judges a run as a whole is judged in each.
 */
export function shardOf(asked: readonly Criterion[], { index, count }: Shard): ReadonlySet<string> {
  const ordered = phases.flatMap((phase) => asked.filter(({ check }) => check.phase === phase));
  const dealt = ordered
    .filter(({ check }) => !check.throughout)
    .filter((_, position) => position % count === index - 1);
  const chosen = new Set<string>();
  const waiting = [...dealt, ...asked.filter(({ check }) => check.throughout)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (chosen.has(next.id)) continue;
    chosen.add(next.id);
    const needs = new Set(needsOf(next, asked));
    waiting.push(...asked.filter(({ id }) => needs.has(id)));
  }
  return chosen;
}
