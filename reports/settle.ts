// Turns what the suites reported into final results: one for each criterion, with root causes told from echoes.
import type { Criterion } from "../suites/check.ts";
import { needsOf } from "../suites/needs.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import { noResult, nothingSeen } from "./pass-rate.ts";
import { type RunScope, unjudged } from "./unjudged.ts";

type Results = ReadonlyMap<string, CriterionResult>;

/**
 * One result for each criterion, in the catalogue's order. Results for ids that are no criterion stay, so that
 * the pass rate can refuse them.
 */
export function settle(
  criteria: readonly Criterion[],
  raw: readonly CriterionResult[],
  run: RunScope,
): Map<string, CriterionResult> {
  const arrived = Map.groupBy(raw, ({ id }) => id);
  const single = new Map(criteria.map((c) => [c.id, withEvidence(c, theOne(c, arrived.get(c.id), run))]));
  const roots = rootsOf(criteria, single);
  const settled = new Map([...single].map(([id, result]) => [id, blockedByRoot(result, roots.get(id))]));
  for (const result of raw) if (!settled.has(result.id)) settled.set(result.id, result);
  return settled;
}

function theOne(
  criterion: Criterion,
  results: readonly CriterionResult[] | undefined,
  run: RunScope,
): CriterionResult {
  const [first, ...more] = results ?? [];
  if (more.length > 0) {
    const reason = `${more.length + 1} results arrived for one criterion`;
    return { ...nothingSeen, id: criterion.id, outcome: "error", reason };
  }
  return (
    first ??
    unjudged(criterion, run) ?? { ...nothingSeen, id: criterion.id, outcome: "error", reason: noResult }
  );
}

/** A pass that saw nothing, or nothing of its own service, proves nothing. */
function withEvidence({ service }: Criterion, result: CriterionResult): CriterionResult {
  if (result.outcome !== "passed") return result;
  if (result.evidence.some((item) => service === undefined || item.service === service)) return result;
  const reason =
    service === undefined ? "passed without evidence" : `passed without evidence from ${service}`;
  return { ...result, outcome: "error", reason };
}

/** For each criterion that failed because of another: the failed one at the start of the chain. */
function rootsOf(criteria: readonly Criterion[], results: Results): ReadonlyMap<string, string> {
  const needs = new Map(criteria.map((criterion) => [criterion.id, needsOf(criterion, criteria)]));
  const roots = new Map<string, string>();
  const broken = (id: string) => ["failed", "blocked"].includes(results.get(id)?.outcome ?? "");
  const findRoot = (id: string, path: readonly string[]): string | undefined => {
    for (const need of needs.get(id) ?? []) {
      if (path.includes(need) || !broken(need)) continue;
      const root = findRoot(need, [...path, need]);
      if (root !== undefined) return root;
      if (results.get(need)?.outcome === "failed") return need;
    }
    return undefined;
  };
  for (const { id } of criteria.filter((criterion) => broken(criterion.id))) {
    const root = findRoot(id, [id]);
    if (root !== undefined) roots.set(id, root);
  }
  return roots;
}

function blockedByRoot(result: CriterionResult, root: string | undefined): CriterionResult {
  if (root !== undefined) {
    return { ...result, outcome: "blocked", blockedBy: root, reason: `${root} failed` };
  }
  if (result.outcome !== "blocked") return result;
  const reason = `reported as blocked by ${result.blockedBy ?? "nothing"}, which did not fail`;
  return { ...result, outcome: "error", reason };
}
