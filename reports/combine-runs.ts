// Makes one result of several runs of the same criteria: what does not end alike each time is flaky.
import type { CriterionResult, Evidence, Repeated } from "../suites/outcome.ts";
import { wilson } from "./wilson.ts";

type Run = ReadonlyMap<string, CriterionResult>;

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/** A step without what is another in each run: addresses, times, ids. */
const bare = ({ summary }: Evidence): string =>
  summary
    .replaceAll(/https?:\/\/[^/\s]+/g, "")
    .replaceAll(/\b\d+(?:\.\d+)? ms\b/g, "")
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\brec\w{14}\b/g, "…");

/** The first step that one of them saw otherwise. */
function firstDifference(failed: CriterionResult, passed: CriterionResult): string | undefined {
  const [bad, good] = [failed.evidence.map(bare), passed.evidence.map(bare)];
  const index = bad.findIndex((step, position) => step !== good[position]);
  if (index >= 0) return `${bad[index]} instead of ${good[index] ?? "nothing more"}`;
  return good.length > bad.length ? `nothing more instead of ${good[bad.length]}` : undefined;
}

function flaky(results: readonly CriterionResult[], repeated: Repeated): CriterionResult | undefined {
  const failed = results.find(({ outcome }) => outcome === "failed");
  const passed = results.find(({ outcome }) => outcome === "passed");
  if (!failed || !passed) return undefined;
  const { runs, passed: count, low, high } = repeated;
  const step = firstDifference(failed, passed) ?? failed.reason?.split("\n", 1)[0] ?? "";
  const reason = `passed ${count} of ${runs} times (${percent(low)} to ${percent(high)} at 95%); first differs: ${step}`;
  return { ...failed, outcome: "flaky", reason, blockedBy: undefined, repeated };
}

function combine(results: readonly CriterionResult[]): CriterionResult | undefined {
  const judged = results.filter(({ outcome }) => outcome === "passed" || outcome === "failed");
  const error = results.find(({ outcome }) => outcome === "error");
  if (error) return error;
  const passed = judged.filter(({ outcome }) => outcome === "passed").length;
  const repeated: Repeated = { runs: judged.length, passed, ...wilson(passed, judged.length) };
  // Where it was blocked in some of the runs, the others speak for it.
  const last = judged.at(-1) ?? results.at(-1);
  return judged.length === 0 ? last : (flaky(judged, repeated) ?? (last && { ...last, repeated }));
}

/** One result for each criterion that any of the settled runs has. */
export function combineRuns(runs: readonly Run[]): readonly CriterionResult[] {
  const ids = [...new Set(runs.flatMap((run) => [...run.keys()]))];
  return ids.flatMap((id) => combine(runs.flatMap((run) => run.get(id) ?? [])) ?? []);
}
