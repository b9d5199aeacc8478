// Judges a declared check of a deployment: registers its test, and gives its judge a deployment of its own.
import { inject } from "vitest";
import { criteriaOf } from "../catalogue.ts";
import type { Check } from "../check.ts";
import type { Diagnosis } from "../outcome.ts";
import { Failure } from "../failure.ts";
import { blockedResult, judgeCriterion, rememberFailures } from "../judge-criterion.ts";
import { registerCriterion } from "../register-criterion.ts";
import { type Deployment, openDeployment } from "./deployment.ts";

/** Says yes by returning, no by throwing an assertion or a Failure. */
type Judge = (deployment: Deployment) => Promise<void>;

const provided = inject("verifier");
rememberFailures(provided.failed);
// A deployment is of the system as a whole: no criterion of this suite is of one service.
const criteria = criteriaOf({ services: [], datastores: [] });

function diagnose({ criterion }: Deployment, error: Error): Promise<Diagnosis> {
  const unknown = { file: undefined, line: undefined, cure: undefined };
  const [first = ""] = error.message.split("\n");
  const summary = `${criterion.check.failureTitle}: ${first}`;
  return Promise.resolve(error instanceof Failure ? error.diagnosis : { ...unknown, summary });
}

/** Judges `check` if this run selected it. */
export function verify(check: Check, judge: Judge): void {
  const { root, deployments } = provided;
  const criterion = criteria.find(({ id }) => id === check.id && provided.criteria.includes(id));
  if (!criterion || !deployments) return;
  registerCriterion(criterion, async (signal) => {
    const blocked = blockedResult(criterion, criteria);
    if (blocked) return blocked;
    await using deployment = await openDeployment({ ...deployments, criterion, root, signal });
    const onTimeout = () => deployment.abort();
    return await judgeCriterion({ context: deployment, judge, diagnose, onTimeout });
  });
}
