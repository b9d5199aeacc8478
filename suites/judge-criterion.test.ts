// How a criterion ends by what its judge throws.
import { expect, test } from "vitest";
import { Unknowable } from "../fixtures/unknowable.ts";
import { criteriaOf } from "./catalogue.ts";
import { createEvidenceLog } from "./evidence.ts";
import { Failure } from "./failure.ts";
import { blockedResult, judgeCriterion } from "./judge-criterion.ts";

const criteria = criteriaOf({ services: ["platform-services"], datastores: [] });

async function judged(id: string, error: Error) {
  const criterion = criteria.find((one) => one.id === id);
  if (!criterion) throw new Error(`no criterion ${id}`);
  const evidence = createEvidenceLog((text) => text);
  const result = await judgeCriterion({
    context: { criterion, evidence },
    judge: () => Promise.reject(error),
    diagnose: async () => ({ summary: "seen", file: undefined, line: undefined, cure: undefined }),
  });
  return result;
}

test("When what a judge needs cannot be known, then the criterion is not verified, and blocks nobody", async () => {
  const result = await judged("rate-limits.login", new Unknowable("no --url redis=… was given"));
  expect(result).toMatchObject({ outcome: "not-verified", reason: "no --url redis=… was given" });
  const after = criteria.find(({ id }) => id === "rate-limits.policy");
  expect(after && blockedResult(after, criteria)).toBeUndefined();
});

test("When a judge says no, then the criterion failed, and blocks what needs it", async () => {
  expect(await judged("auth.login-wrong-password", new Failure("no limit"))).toMatchObject({
    outcome: "failed",
  });
  const after = criteria.find(({ id }) => id === "rate-limits.account");
  expect(after && blockedResult(after, criteria)).toMatchObject({ outcome: "blocked" });
});

test("When a judge breaks, then it is an error of the harness", async () => {
  expect(await judged("ports.unique", new RangeError("oops"))).toMatchObject({ outcome: "error" });
});
