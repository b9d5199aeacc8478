// Judges a declared check: registers one Vitest test for each of its criteria that this run selected.
import { BroadcastChannel } from "node:worker_threads";
import { inject, test } from "vitest";
import { connectStack } from "../fixtures/stack-client.ts";
import type { StartedStack } from "../fixtures/stack.ts";
import type { Check, Criterion, Phase } from "./check.ts";
import { criteriaOf } from "./catalogue.ts";
import { type CheckContext, createCheckContext } from "./check-context.ts";
import { componentsOf } from "./components.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { Failure, Unreachable } from "./failure.ts";
import { needsOf } from "./needs.ts";
import type { CriterionResult } from "./outcome.ts";
import type { Provided } from "./provided.ts";

/** Says yes by returning, no by throwing an assertion, a Failure or an Unreachable. */
export type Judge = (context: CheckContext) => Promise<void> | void;

/** How long a judge may take before the check fails, in milliseconds. */
const budgetMs: Readonly<Record<Phase, number>> = {
  "side-by-side": 60_000,
  limits: 60_000,
  disturbing: 60_000,
  "on-demand": 600_000,
};

interface Bench {
  readonly provided: Provided;
  readonly stack: StartedStack;
  readonly criteria: readonly Criterion[];
  readonly addresses: readonly string[];
}

const addressesPerCriterion = 4;

async function openBench(): Promise<Bench> {
  const provided = inject("verifier");
  if (!provided) throw new Error("The suites judge a running system: start them with `npm run verify`.");
  const stack = await connectStack(provided.stack);
  const criteria = criteriaOf(componentsOf(stack.topology));
  const addresses = stack.capabilities.includes("clients") ? await stack.clientAddresses(120) : [];
  return { provided, stack, criteria, addresses };
}

const bench = await openBench();

/** Addresses of the criterion's own, so that limits counted for one check do not touch another. */
function clientsOf(criterion: Criterion): readonly string[] {
  const { addresses, criteria } = bench;
  if (addresses.length === 0) return [];
  const first = (criteria.indexOf(criterion) * addressesPerCriterion) % addresses.length;
  return Array.from(
    { length: addressesPerCriterion },
    (_, index) => addresses[(first + index) % addresses.length] ?? "",
  );
}

/** Ids of the criteria that failed or were blocked so far, in this worker and, as they are told, in the others. */
const failed = new Set(bench.provided.failed);
const failures = new BroadcastChannel("verifier:failures");
failures.addEventListener("message", (event) =>
  failed.add(String((event as Event & { data: unknown }).data)),
);
failures.unref();

function tellFailure(id: string): void {
  failed.add(id);
  failures.postMessage(id);
}

const blockedBy = (criterion: Criterion): string | undefined =>
  needsOf(criterion, bench.criteria).find((id) => failed.has(id));

async function withinBudget(context: CheckContext, judge: Judge): Promise<void> {
  const limit = budgetMs[context.criterion.check.phase];
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const last = context.evidence.items.at(-1)?.summary ?? "nothing";
    reject(new Failure(`the check did not end within ${limit / 1000} s; the last thing seen: ${last}`));
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

async function run(criterion: Criterion, judge: Judge): Promise<CriterionResult> {
  const blocker = blockedBy(criterion);
  const base = { id: criterion.id, blockedBy: blocker, diagnosis: undefined, durationMs: 0, evidence: [] };
  if (blocker) {
    tellFailure(criterion.id);
    return { ...base, outcome: "blocked", reason: `${blocker} failed` };
  }
  const context = createCheckContext({
    criterion,
    stack: bench.stack,
    clients: clientsOf(criterion),
    root: bench.provided.root,
  });
  const startedAt = performance.now();
  const ended = () => ({
    ...base,
    durationMs: Math.round(performance.now() - startedAt),
    evidence: context.evidence.items,
  });
  try {
    await withinBudget(context, judge);
    return { ...ended(), outcome: "passed", reason: undefined };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!isVerdict(error))
      return { ...ended(), outcome: "error", reason: `${reason}\n${(error as Error).stack ?? ""}` };
    tellFailure(criterion.id);
    return { ...ended(), outcome: "failed", reason, diagnosis: await diagnose(context, error as Error) };
  }
}

/** Judges `check` for each of its criteria that this run selected. */
export function verify(check: Check, judge: Judge): void {
  const selected = bench.criteria.filter(({ check: { id } }) => id === check.id);
  for (const criterion of selected.filter(({ id }) => bench.provided.criteria.includes(id))) {
    test(criterion.id, { timeout: budgetMs[check.phase] + 5000 }, async ({ task }) => {
      const result = await run(criterion, judge);
      task.meta.result = result;
      if (result.outcome !== "passed")
        throw new Error(`${check.failureTitle}: ${result.diagnosis?.summary ?? result.reason}`);
    });
  }
}
