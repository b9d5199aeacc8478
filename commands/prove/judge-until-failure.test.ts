import path from "node:path";
import { expect, test } from "vitest";
import { readTopology } from "../../fixtures/topology.ts";
import { criteriaOf } from "../../suites/catalogue.ts";
import { componentsOf } from "../../suites/components.ts";
import type { CriterionResult, Outcome } from "../../suites/outcome.ts";
import type { openSuites } from "../suite-runs.ts";
import { criteriaForMutants, isCheap } from "./choose-criteria.ts";
import { judgeUntilFailure } from "./judge-until-failure.ts";

const root = path.resolve(import.meta.dirname, "../..");
const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
const all = criteriaOf(componentsOf(topology));
const wanted = new Set(criteriaForMutants(all));
const criteria = all.filter(({ id }) => wanted.has(id));

/** Suites that end as `outcomeOf` says, and stop between two criteria once they are told to. */
function fakeSuites(outcomeOf: (id: string) => Outcome) {
  const judged: string[] = [];
  const open: typeof openSuites = ({ onResult }) =>
    Promise.resolve({
      run: ({ criteria: ofPhase, signal }) => {
        const results: CriterionResult[] = [];
        for (const { id } of ofPhase.filter(() => !signal.aborted)) {
          if (signal.aborted) break;
          const nothing = { reason: undefined, blockedBy: undefined, diagnosis: undefined, evidence: [] };
          const result = { ...nothing, id, outcome: outcomeOf(id), durationMs: 1 };
          judged.push(id);
          results.push(result);
          onResult(result);
        }
        return Promise.resolve({ results, harnessErrors: [] });
      },
      forget: () => undefined,
      uiUrl: undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  const { signal } = new AbortController();
  const run = judgeUntilFailure(
    { stack: undefined, root, criteria, signal, onResult: () => undefined },
    open,
  );
  return { run, judged };
}

test("When nothing turns red, then all are judged, those that cost little first", async () => {
  const { run, judged } = fakeSuites(() => "passed");
  expect((await run).results).toHaveLength(criteria.length);
  const cheap = criteria.filter(isCheap).map(({ id }) => id);
  expect(new Set(judged.slice(0, cheap.length))).toEqual(new Set(cheap));
  expect(judged.length).toBeGreaterThan(cheap.length);
});

test("When a criterion fails, then nothing more is judged", async () => {
  const { run, judged } = fakeSuites((id) => (id === "auth.token-verify" ? "failed" : "passed"));
  const { results } = await run;
  expect(judged.at(-1)).toBe("auth.token-verify");
  expect(results.at(-1)).toMatchObject({ id: "auth.token-verify", outcome: "failed" });
});

test("When a judge breaks off in an error, then the others are judged all the same", async () => {
  const { run } = fakeSuites((id) => (id === "auth.token-verify" ? "error" : "passed"));
  expect((await run).results).toHaveLength(criteria.length);
});

test("When mutants are judged, then by nothing that has a run of its own, and by all that judge the mutated modules", () => {
  const checks = new Set(criteria.map(({ check }) => check.id));
  expect(criteria.filter(({ check }) => check.phase === "on-demand")).toEqual([]);
  for (const id of [
    "rate-limits.store-down",
    "chaos.retry",
    "auth.session-restart",
    "workflow.hostile-input",
  ])
    expect(checks).toContain(id);
  expect(checks).not.toContain("chaos.availability");
});
