// What the results say of the sprint plan: each of its lines is met, not met or not verified.
import type { Section } from "../suites/check.ts";
import type { Outcome } from "../suites/outcome.ts";
import { planMap } from "./plan-map.ts";
import type { PlanKind, PlanLine } from "./plan-tasks.ts";

export type PlanOutcome = "met" | "not-met" | "not-verified";

export interface PlanResult {
  readonly task: string;
  readonly kind: PlanKind;
  readonly title: string;
  readonly goal: string;
  readonly outcome: PlanOutcome;
  /** Criteria that decide it: passed of all. */
  readonly passed: number;
  readonly of: number;
}

/** As much of a criterion as the plan needs. */
export interface Decided {
  readonly id: string;
  readonly check: string;
  readonly section: Section;
  readonly outcome: Outcome;
}

export function planResults(criteria: readonly Decided[]): PlanResult[] {
  return planMap.map((line) => {
    const { task, kind, title, goal } = line;
    const deciding = decidingFor(line, criteria);
    const passed = deciding.filter(({ outcome }) => outcome === "passed").length;
    return { task, kind, title, goal, outcome: outcomeOf(line, deciding), passed, of: deciding.length };
  });
}

/** The plan's tasks that a criterion is part of. */
export function tasksOf(criterion: Omit<Decided, "outcome">): readonly PlanLine[] {
  return planMap.filter((line) => line.kind === "task" && decidingFor(line, [criterion]).length > 0);
}

type Deciders = Pick<PlanLine, "criteria" | "without" | "sections">;

/** The criteria that a line of the plan is decided by. */
export function decidingFor<T extends Omit<Decided, "outcome">>(
  line: Deciders,
  criteria: readonly T[],
): readonly T[] {
  const matches = (patterns: readonly string[], { id, check }: T) =>
    patterns.some(
      (pattern) =>
        pattern === id || pattern === check || (pattern.endsWith("*") && id.startsWith(pattern.slice(0, -1))),
    );
  return criteria.filter(
    (criterion) =>
      matches(line.criteria, criterion) &&
      !matches(line.without ?? [], criterion) &&
      (line.sections?.includes(criterion.section) ?? true),
  );
}

const undecided: ReadonlySet<Outcome> = new Set(["not-verified", "not-built", "not-selected"]);

/** Met when enough passed; not met when enough cannot pass any more; else what is open decides. */
function outcomeOf({ percent = 100 }: PlanLine, deciding: readonly Decided[]): PlanOutcome {
  const passed = deciding.filter(({ outcome }) => outcome === "passed").length;
  const open = deciding.filter(({ outcome }) => undecided.has(outcome)).length;
  const wanted = percent * deciding.length;
  if (deciding.length > 0 && passed * 100 >= wanted) return "met";
  return (passed + open) * 100 < wanted ? "not-met" : "not-verified";
}
