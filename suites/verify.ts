// Judges a declared check: registers one Vitest test for each of its criteria that this run selected.
import { inject } from "vitest";
import { connectStack } from "../fixtures/stack-client.ts";
import type { StartedStack } from "../fixtures/stack.ts";
import type { Check, Criterion } from "./check.ts";
import { criteriaOf } from "./catalogue.ts";
import { type CheckContext, createCheckContext } from "./check-context.ts";
import { componentsOf } from "./components.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { blockedResult, judgeCriterion, rememberFailures } from "./judge-criterion.ts";
import type { CriterionResult, Diagnosis } from "./outcome.ts";
import type { Provided } from "./provided.ts";
import { createRegistration } from "./registration.ts";
import { registerCriterion } from "./register-criterion.ts";
import { recordStates } from "./state-at-failure.ts";

/** Says yes by returning, no by throwing an assertion, a Failure or an Unreachable. */
export type Judge = (context: CheckContext) => Promise<void> | void;

interface Bench {
  readonly provided: Provided;
  readonly stack: StartedStack;
  readonly criteria: readonly Criterion[];
  readonly addresses: readonly string[];
}

const addressesPerCriterion = 4;

async function openBench(): Promise<Bench> {
  const provided = inject("verifier");
  if (!provided?.stack)
    throw new Error("The suites judge a running system: start them with `npm run verify`.");
  rememberFailures(provided.failed);
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

async function diagnosedWithStates(context: CheckContext, error: Error): Promise<Diagnosis> {
  const diagnosis = await diagnose(context, error);
  await recordStates(context);
  return diagnosis;
}

async function judgeOne(criterion: Criterion, judge: Judge): Promise<CriterionResult> {
  const { provided, stack, criteria } = bench;
  const blocked = blockedResult(criterion, criteria);
  if (blocked) return blocked;
  const clients = clientsOf(criterion);
  const context = createCheckContext({ criterion, stack, clients, root: provided.root });
  return await judgeCriterion({ context, judge, diagnose: diagnosedWithStates });
}

interface Judging {
  readonly criterion: Criterion;
  readonly judge: Judge;
}

const registration = createRegistration<Judging>(({ criterion, judge }) =>
  registerCriterion(criterion, () => judgeOne(criterion, judge)),
);

/** All that a function verifies of one service before the next one's turn: for checks that judge the same event. */
export const { serviceByService } = registration;

/** Judges `check` for each of its criteria that this run selected. */
export function verify(check: Check, judge: Judge): void {
  const { provided, criteria } = bench;
  const selected = criteria.filter(
    ({ id, check: of }) => of.id === check.id && provided.criteria.includes(id),
  );
  for (const criterion of selected) registration.add({ criterion, judge });
}
