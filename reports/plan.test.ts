import { expect, test } from "vitest";
import { allChecks, criteriaOf, findCheck } from "../suites/catalogue.ts";
import type { Outcome } from "../suites/outcome.ts";
import { type Decided, planResults } from "./plan.ts";
import { planMap } from "./plan-map.ts";

const criteria = criteriaOf({
  services: ["api-gateway", "mcp-server", "airtable-gateway", "llm-orchestrator", "platform-services"],
  datastores: ["postgres", "redis"],
});

/** The whole catalogue, passed unless `except` says otherwise of a criterion or check. */
function decided(except: Readonly<Record<string, Outcome>> = {}): Decided[] {
  return criteria.map(({ id, check }) => ({
    id,
    check: check.id,
    section: check.sections[0],
    outcome: except[id] ?? except[check.id] ?? "passed",
  }));
}

const outcomeOf = (task: string, list: readonly Decided[]) =>
  planResults(list).find((line) => line.task === task)?.outcome;

const engineless: Record<string, Outcome> = Object.fromEntries(
  allChecks
    .filter(({ id, capabilities }) => id.startsWith("monitoring.") || capabilities.includes("engine"))
    .map(({ id }) => [id, "not-verified"]),
);

/** Ten criteria: as many as `passed` passed, then `open` that nobody judged, and the rest failed. */
function ten(suite: string, { passed, open = 0 }: { passed: number; open?: number }): Decided[] {
  const outcomes = [
    ...Array.from({ length: passed }, () => "passed" as const),
    ...Array.from({ length: open }, () => "not-verified" as const),
  ];
  return Array.from({ length: 10 }, (_, index) => ({
    id: `${suite}.c${index}`,
    check: `${suite}.c${index}`,
    section: 3,
    outcome: outcomes[index] ?? "failed",
  }));
}

test("When everything passed, then every line of the plan is met", () => {
  expect(planResults(decided()).filter(({ outcome }) => outcome !== "met")).toEqual([]);
});

test("When a line names a check, then that check is declared, and every line is decided by something", () => {
  const named = planMap.flatMap((line) => [...line.criteria, ...(line.without ?? [])]);

  expect(named.filter((id) => !id.endsWith("*") && findCheck(id) === undefined)).toEqual([]);
  expect(planResults(decided()).filter(({ of }) => of === 0)).toEqual([]);
});

test("When no engine is there and the rest passed, then these lines are open and the others met", () => {
  const open = planResults(decided(engineless)).filter(({ outcome }) => outcome !== "met");

  expect(open.map(({ task, outcome }) => `${task} ${outcome}`)).toEqual(
    ["2.2", "2.3", "2.4", "F3", "F4", "T1", "T2", "T3", "Q3", "W2"].map((task) => `${task} not-verified`),
  );
});

test("When 1 of 10 auth criteria fails, then 90%+ is met; with 2 it is not", () => {
  expect(planResults(ten("auth", { passed: 9 })).find(({ task }) => task === "1.3")).toEqual({
    task: "1.3",
    kind: "task",
    title: "Authentication fix",
    goal: "90%+ auth tests pass",
    outcome: "met",
    passed: 9,
    of: 10,
  });
  expect(outcomeOf("1.3", ten("auth", { passed: 8 }))).toBe("not-met");
});

test("When what is open could still decide, then a line is not verified", () => {
  expect(outcomeOf("1.3", ten("auth", { passed: 9, open: 1 }))).toBe("met");
  expect(outcomeOf("1.3", ten("auth", { passed: 8, open: 1 }))).toBe("not-verified");
  expect(outcomeOf("1.3", ten("auth", { passed: 7, open: 1 }))).toBe("not-met");
  expect(outcomeOf("Q4", ten("auth", { passed: 10 }))).toBe("not-verified");
});

test("When one flow fails, then the task, the requirement and the gate that name it are not met", () => {
  const broken = planResults(decided({ "workflow.gateway": "failed" })).filter(
    ({ outcome }) => outcome !== "met",
  );

  expect(broken.map(({ task }) => task)).toEqual(["1.4", "F1", "Q1"]);
});

test("When week 1 is at 60%, then its goal is met, whatever week 2 says; below it is not", () => {
  const weekTwo = ten("chaos", { passed: 0 }).map((item) => ({ ...item, section: 5 as const }));

  expect(outcomeOf("W1", [...ten("auth", { passed: 6 }), ...weekTwo])).toBe("met");
  expect(outcomeOf("W1", [...ten("auth", { passed: 5 }), ...weekTwo])).toBe("not-met");
  expect(outcomeOf("W2", [...ten("auth", { passed: 6 }), ...weekTwo])).toBe("not-met");
});
