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
  allChecks.filter(({ built }) => !built).map(({ id }) => [id, "not-verified"]),
);

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

test("When 3 of 32 auth criteria fail, then 90%+ is met; with 4 it is not", () => {
  const three = {
    "auth.token-none": "failed",
    "auth.refresh-reuse": "failed",
    "auth.email-case": "blocked",
  } as const;

  expect(planResults(decided(three)).find(({ task }) => task === "1.3")).toEqual({
    task: "1.3",
    kind: "task",
    title: "Authentication fix",
    goal: "90%+ auth tests pass",
    outcome: "met",
    passed: 29,
    of: 32,
  });
  expect(outcomeOf("1.3", decided({ ...three, "auth.register": "failed" }))).toBe("not-met");
});

test("When what is open could still decide, then a line is not verified", () => {
  const open: Record<string, Outcome> = { "auth.token-missing": "not-verified" };

  expect(outcomeOf("1.3", decided(open))).toBe("not-verified");
  expect(outcomeOf("1.3", decided({ ...open, "auth.register": "failed", "auth.api-key": "failed" }))).toBe(
    "not-verified",
  );
});

test("When one flow fails, then the task, the requirement and the gate that name it are not met", () => {
  const broken = planResults(decided({ "workflow.gateway": "failed" })).filter(
    ({ outcome }) => outcome !== "met",
  );

  expect(broken.map(({ task }) => task)).toEqual(["1.4", "F1", "Q1"]);
});

/** The first `passed` criteria of week 1 passed and nothing else did. */
function weekOne(passed: number): Decided[] {
  const own = criteria.filter(({ check }) => check.sections[0] <= 4);
  const good = new Set(own.slice(0, passed).map(({ id }) => id));
  return decided().map((item) => ({ ...item, outcome: good.has(item.id) ? "passed" : "failed" }));
}

test("When week 1 has 92 criteria, then 56 passed are 60% of them and 55 are not", () => {
  expect(planResults(weekOne(56)).find(({ task }) => task === "W1")).toMatchObject({ passed: 56, of: 92 });
  expect(outcomeOf("W1", weekOne(56))).toBe("met");
  expect(outcomeOf("W1", weekOne(55))).toBe("not-met");
});
