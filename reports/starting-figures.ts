// The figures that the sprint plan began with, each beside the criteria that answer for it today.
import baseline from "./baseline.json" with { type: "json" };
import { decidingFor } from "./plan.ts";
import type { ResultFile } from "./result-types.ts";
import { judgedOf, tally } from "./tally.ts";

interface StartingFigure {
  readonly subject: string;
  /** The plan's own words or numbers. */
  readonly atStart: string;
  /** Check ids, criterion ids or `suite.*`. */
  readonly criteria: readonly string[];
}

export interface FigureToday extends Omit<StartingFigure, "criteria"> {
  readonly passed: number;
  readonly of: number;
  /** How many of them came to a verdict. */
  readonly judged: number;
}

const figures: readonly StartingFigure[] = [
  {
    subject: "All tests",
    atStart: `${baseline.percent}% (${baseline.passed} of ${baseline.of})`,
    criteria: ["*"],
  },
  { subject: "Containers healthy", atStart: "50% unhealthy", criteria: ["health.container"] },
  {
    subject: "Core services running",
    atStart: "3 of 5 not running",
    criteria: ["health.endpoint", "health.count"],
  },
  {
    subject: "Published ports",
    atStart: "7002 published to a dead port",
    criteria: ["ports.published", "ports.mapping"],
  },
  { subject: "Registration", atStart: "20% passed", criteria: ["auth.register*"] },
  {
    subject: "Login",
    atStart: "expects email, refuses username",
    criteria: ["auth.login*", "auth.hash-consistent"],
  },
  {
    subject: "Sessions",
    atStart: "no session logic",
    criteria: ["auth.session*", "auth.refresh*", "auth.token-verify"],
  },
  {
    subject: "Airtable operations",
    atStart: "100% failed (401)",
    criteria: ["auth.api-key*", "auth.airtable-token", "workflow.records", "workflow.write"],
  },
  {
    subject: "Complete workflow",
    atStart: "0% passed",
    criteria: ["workflow.register-login-query", "workflow.gateway"],
  },
  {
    subject: "Recovery from crashes",
    atStart: "crash and stay down",
    criteria: ["chaos.restart", "chaos.workflow-after"],
  },
  {
    subject: "Retries",
    atStart: "none",
    criteria: ["chaos.retry", "chaos.retry-exhausted", "chaos.retry-writes"],
  },
  { subject: "Application metrics", atStart: "none", criteria: ["monitoring.metrics", "monitoring.targets"] },
  {
    subject: "CI/CD pipeline",
    atStart: "none that works",
    criteria: ["delivery.workflows", "delivery.compose-run"],
  },
  { subject: "Deployment automation", atStart: "none", criteria: ["delivery.local", "delivery.rollback"] },
  { subject: "Security headers", atStart: "some missing", criteria: ["headers.*"] },
];

export function figuresToday({ criteria }: ResultFile): readonly FigureToday[] {
  return figures.map(({ subject, atStart, criteria: patterns }) => {
    const deciding = decidingFor({ criteria: patterns }, criteria);
    const totals = tally(deciding.map(({ outcome }) => outcome));
    return { subject, atStart, passed: totals.passed, of: totals.criteria, judged: judgedOf(totals) };
  });
}
