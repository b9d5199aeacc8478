// Estimates how long the criteria that are still to be judged will take, by what each took before.
import type { Criterion, Phase } from "../suites/check.ts";

/** Milliseconds by criterion. */
export type Durations = ReadonlyMap<string, number>;

export interface TimeLeft {
  readonly done: (id: string) => void;
  /** Undefined where too little is known of earlier runs. */
  readonly leftMs: () => number | undefined;
}

/** How many are judged at once, as vitest.workspace.ts has it. */
const sideBySide: Readonly<Record<Phase, number>> = {
  "side-by-side": 4,
  limits: 1,
  disturbing: 1,
  "on-demand": 1,
};

const knownShare = 0.5;
/** Before that much is done, how fast this run is says nothing yet. */
const settledShare = 0.1;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What each will take of the whole time; undefined where less than half of them were ever judged before. */
function shares(criteria: readonly Criterion[], durations: Durations): Map<string, number> | undefined {
  const known = criteria.flatMap(({ id }) => durations.get(id) ?? []).toSorted((a, b) => a - b);
  if (known.length < criteria.length * knownShare) return undefined;
  const typical = known[Math.floor(known.length / 2)] ?? 0;
  return new Map(
    criteria.map(({ id, check }) => [id, (durations.get(id) ?? typical) / sideBySide[check.phase]]),
  );
}

/** Begins now. `now` is in milliseconds, of a clock that never goes back. */
export function createTimeLeft(
  criteria: readonly Criterion[],
  durations: Durations,
  now: () => number = () => performance.now(),
): TimeLeft {
  const startedAt = now();
  const left = shares(criteria, durations);
  const whole = sum([...(left?.values() ?? [])]);
  return {
    done: (id) => void left?.delete(id),
    leftMs: () => {
      if (!left) return undefined;
      const rest = sum([...left.values()]);
      const done = whole - rest;
      // This machine may be slower today than it was then.
      const pace = done < whole * settledShare ? 1 : (now() - startedAt) / done;
      return Math.round(rest * pace);
    },
  };
}
