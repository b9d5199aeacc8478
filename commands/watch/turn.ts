// The order in which a change is judged: what tells most in the least time first, so that a verdict comes at once.
import type { Criterion } from "../../suites/check.ts";
import type { CriterionResult } from "../../suites/outcome.ts";

export interface Turn {
  /** Judged before the first verdict. */
  readonly first: readonly Criterion[];
  readonly rest: readonly Criterion[];
}

export interface Known {
  readonly restarts: readonly string[];
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  /** As they were judged last. */
  readonly before: ReadonlyMap<string, CriterionResult>;
}

/** What the first part may take in all, as far as earlier durations tell; some of it is judged side by side. */
const firstMs = 1000;
/** What alone takes longer waits, and with it whatever it would have to load first. */
const longestMs = 300;

/** 0: what did not pass; 1: of a service that starts anew; 2: asks it; 3: asks it through others. */
function rank({ id, service }: Criterion, { restarts, seen, before }: Known): number {
  if (before.get(id)?.outcome !== "passed") return 0;
  if (service !== undefined && restarts.includes(service)) return 1;
  return restarts.some((name) => seen.get(id)?.has(name)) ? 2 : 3;
}

export function turnOf(criteria: readonly Criterion[], known: Known): Turn {
  const duration = ({ id }: Criterion) => known.before.get(id)?.durationMs ?? 0;
  const sorted = criteria.toSorted((a, b) => rank(a, known) - rank(b, known) || duration(a) - duration(b));
  let used = 0;
  const first = sorted.filter((criterion) => {
    if (rank(criterion, known) === 0) return true;
    if (duration(criterion) > longestMs) return false;
    used += duration(criterion);
    return used <= firstMs;
  });
  // All of it takes long: then there is nothing to tell before.
  if (first.length === 0) return { first: sorted, rest: [] };
  return { first, rest: sorted.filter((criterion) => !first.includes(criterion)) };
}
