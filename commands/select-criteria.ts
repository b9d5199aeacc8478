// Which criteria a command line selects.
import type { RunScope } from "../reports/unjudged.ts";
import type { Criterion } from "../suites/check.ts";
import { shardOf } from "./shard.ts";
import { unknownWord } from "./usage-error.ts";
import type { VerifyOptions } from "./verify-options.ts";

/** Part of the ids that `--suite` and `--check` select, or of all without either; "all" for the whole catalogue. */
export function selectCriteria(
  { suites, checks, only }: Pick<VerifyOptions, "suites" | "checks" | "only">,
  criteria: readonly Criterion[],
): ReadonlySet<string> | "all" {
  const known = new Set(criteria.flatMap(({ id, check }) => [id, check.id]));
  const unknown = checks.find((id) => !known.has(id));
  if (unknown !== undefined) throw unknownWord("check", unknown, [...known]);
  const wantsAll = suites.length === 0 && checks.length === 0;
  if (wantsAll && only === undefined) return "all";
  const chosen = criteria.filter(
    ({ id, check, suite }) =>
      wantsAll || suites.includes(suite) || checks.includes(id) || checks.includes(check.id),
  );
  return new Set(chosen.map(({ id }) => id).filter((id) => only?.includes(id) !== false));
}

/** What of the criteria a run was asked to judge. */
export type Asked = Pick<RunScope, "selected" | "shard">;

/** The whole of it, and of that the shard, where the run is split. */
export function askedOf(
  options: Pick<VerifyOptions, "suites" | "checks" | "only" | "shard">,
  criteria: readonly Criterion[],
): Asked {
  const selected = selectCriteria(options, criteria);
  if (options.shard === undefined) return { selected };
  const asked = selected === "all" ? criteria : criteria.filter(({ id }) => selected.has(id));
  return { selected, shard: shardOf(asked, options.shard) };
}
