// Why a criterion is not judged in a run: not asked for, out of the runtime's reach, or not built yet.
import type { Criterion } from "../suites/check.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import { nothingSeen } from "./pass-rate.ts";

/** What a run can judge and was asked to judge. */
export interface RunScope {
  readonly runtime: string;
  readonly capabilities: readonly string[];
  /** Ids of criteria that `--suite` or `--check` selected; "all" without either. */
  readonly selected: ReadonlySet<string> | "all";
  /** Of those, the ids that this shard of a split run judges; undefined where the run is not split. */
  readonly shard?: ReadonlySet<string> | undefined;
  /** Why a capability is missing, where there is more to say than that the runtime has none. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** Why a criterion may not be judged although the capabilities are there; undefined where it may. */
  readonly refuse?: (criterion: Criterion) => string | undefined;
}

/** The result of a criterion that this run does not judge; undefined for one that it does. */
export function unjudged(criterion: Criterion, run: RunScope): CriterionResult | undefined {
  const { id, check } = criterion;
  const missing = check.capabilities.filter((name) => !run.capabilities.includes(name));
  const asked = run.selected === "all" || run.selected.has(id);
  if (!asked)
    return { ...nothingSeen, id, outcome: "not-selected", reason: "left out by --suite or --check" };
  if (run.shard?.has(id) === false)
    return { ...nothingSeen, id, outcome: "not-selected", reason: "left to another shard" };
  if (missing.length > 0) {
    const known = missing.map((name) => run.lacks?.[name]).find((why) => why !== undefined);
    const reason = `needs ${missing.join(" and ")}${known ? `: ${known}` : `, which the ${run.runtime} runtime lacks`}`;
    return { ...nothingSeen, id, outcome: "not-verified", reason };
  }
  if (!check.built) {
    return { ...nothingSeen, id, outcome: "not-built", reason: "no suite judges it yet" };
  }
  if (check.phase === "on-demand" && run.selected === "all") {
    const reason = `has a run of its own: npm run verify -- --check ${check.id}`;
    return { ...nothingSeen, id, outcome: "not-verified", reason };
  }
  const refused = run.refuse?.(criterion);
  return refused === undefined ? undefined : { ...nothingSeen, id, outcome: "not-verified", reason: refused };
}
