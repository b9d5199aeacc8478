// Judges one criterion: within its budget, to an outcome with its evidence, whatever is thrown.
import { BroadcastChannel } from "node:worker_threads";
import { Unknowable } from "../fixtures/unknowable.ts";
import type { Criterion, Phase } from "./check.ts";
import type { EvidenceLog } from "./evidence.ts";
import { Failure, Unreachable } from "./failure.ts";
import { needsOf } from "./needs.ts";
import type { CriterionResult, Diagnosis } from "./outcome.ts";

/** What every judge is given, whatever it judges. */
export interface Seeing {
  readonly criterion: Criterion;
  readonly evidence: EvidenceLog;
}

export interface Judging<Context extends Seeing> {
  readonly context: Context;
  readonly judge: (context: Context) => Promise<void> | void;
  /** Never throws. */
  readonly diagnose: (context: Context, error: Error) => Promise<Diagnosis>;
  /** Told when the budget runs out, so that what the judge has under way ends too. */
  readonly onTimeout?: () => void;
}

/** How long a judge may take before the check fails, in milliseconds. */
export const budgetMs: Readonly<Record<Phase, number>> = {
  "side-by-side": 60_000,
  limits: 60_000,
  disturbing: 90_000,
  "on-demand": 600_000,
};

/** Ids of the criteria that failed or were blocked so far, in this worker and, as they are told, in the others. */
const failed = new Set<string>();
const failures = new BroadcastChannel("verifier:failures");
failures.addEventListener("message", (event) =>
  failed.add(String((event as Event & { data: unknown }).data)),
);
failures.unref();

function tellFailure(id: string): void {
  failed.add(id);
  failures.postMessage(id);
}

/** Takes in what failed in earlier phases. */
export function rememberFailures(ids: readonly string[]): void {
  for (const id of ids) failed.add(id);
}

/** The result of a criterion that can say nothing new; undefined where nothing that it needs has failed. */
export function blockedResult(
  criterion: Criterion,
  criteria: readonly Criterion[],
): CriterionResult | undefined {
  const blocker = needsOf(criterion, criteria).find((id) => failed.has(id));
  if (blocker === undefined) return undefined;
  tellFailure(criterion.id);
  const nothing = { diagnosis: undefined, durationMs: 0, evidence: [] };
  return {
    ...nothing,
    id: criterion.id,
    outcome: "blocked",
    blockedBy: blocker,
    reason: `${blocker} failed`,
  };
}

async function withinBudget<Context extends Seeing>(judging: Judging<Context>): Promise<void> {
  const { context, judge, onTimeout } = judging;
  const limit = budgetMs[context.criterion.check.phase];
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const last = context.evidence.items.at(-1)?.summary ?? "nothing";
    reject(new Failure(`the check did not end within ${limit / 1000} s; the last thing seen: ${last}`));
    onTimeout?.();
  }, limit);
  try {
    await Promise.race([judge(context), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Vitest throws a TypeError for a value of another type than a matcher wants, such as a header that is not there. */
function isRefusedByMatcher(error: Error): boolean {
  const thrownAt = error.stack?.split("\n").find((line) => /^\s+at .*[/\\]/.test(line)) ?? "";
  return error instanceof TypeError && /node_modules[/\\](?:vitest|@vitest|chai)[/\\]/.test(thrownAt);
}

/** What the system answered for; any other error is the harness's own. */
const isVerdict = (error: unknown): boolean =>
  error instanceof Failure ||
  error instanceof Unreachable ||
  (error instanceof Error &&
    (["AssertionError", "UntilError"].includes(error.name) || isRefusedByMatcher(error)));

/** Never throws: what a judge throws is its verdict, or an error of the harness. */
export async function judgeCriterion<Context extends Seeing>(
  judging: Judging<Context>,
): Promise<CriterionResult> {
  const { context, diagnose } = judging;
  const { id } = context.criterion;
  const startedAt = Date.now();
  const began = performance.now();
  const ended = () => ({
    id,
    blockedBy: undefined,
    diagnosis: undefined,
    startedAt,
    durationMs: Math.round(performance.now() - began),
    evidence: context.evidence.items,
  });
  try {
    await withinBudget(judging);
    return { ...ended(), outcome: "passed", reason: undefined };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Unknowable) return { ...ended(), outcome: "not-verified", reason };
    if (!isVerdict(error))
      return { ...ended(), outcome: "error", reason: `${reason}\n${(error as Error).stack ?? ""}` };
    tellFailure(id);
    return { ...ended(), outcome: "failed", reason, diagnosis: await diagnose(context, error as Error) };
  }
}
