// The sprint plan's nine tasks, mapped to the criteria that decide them.
import type { Section } from "../suites/check.ts";

export type PlanKind = "task" | "functional" | "technical" | "gate" | "week";

export interface PlanLine {
  readonly task: string;
  readonly kind: PlanKind;
  readonly title: string;
  /** Whose task it is, as the plan names the role; only tasks have one. */
  readonly owner?: string;
  /** The plan's own success line. */
  readonly goal: string;
  /** Check ids, criterion ids or `suite.*`; `*` is everything. */
  readonly criteria: readonly string[];
  /** Ids that `criteria` would match, but that the line does not ask for. */
  readonly without?: readonly string[];
  /** Only criteria that come from these sections. */
  readonly sections?: readonly Section[];
  /** Percent of the criteria that must pass; all of them where it is left out. */
  readonly percent?: number;
}

export const flow = ["workflow.register-login-query", "workflow.gateway"];
export const pipeline = ["delivery.workflows", "delivery.compose-run", "delivery.deploy"];
// The plan asks for basic limits by address; a count that replicas share is this project's addition.
export const replicas = ["rate-limits.shared"];

export const planTasks: readonly PlanLine[] = [
  {
    task: "1.1",
    kind: "task",
    owner: "DevOps Engineer",
    title: "Port configuration fix",
    goal: "Health check returns 200 OK",
    criteria: ["ports.published", "ports.mapping", "ports.peers", "health.endpoint"],
  },
  {
    task: "1.2",
    kind: "task",
    owner: "Container Engineer",
    title: "Deploy missing services",
    goal: 'All services show "Up (healthy)" status',
    criteria: ["health.count", "health.all-up", "health.endpoint", "health.ready", "health.probe"],
  },
  {
    task: "1.3",
    kind: "task",
    owner: "Backend Engineer",
    title: "Authentication fix",
    goal: "90%+ auth tests pass",
    criteria: ["auth.*"],
    percent: 90,
  },
  {
    task: "1.4",
    kind: "task",
    owner: "Integration Engineer",
    title: "End-to-end workflow",
    goal: "Full workflow completes without errors",
    criteria: flow,
  },
  {
    task: "2.1",
    kind: "task",
    owner: "Reliability Engineer",
    title: "Error recovery",
    goal: "90%+ uptime during chaos test",
    criteria: [
      "chaos.availability",
      "chaos.restart",
      "chaos.workflow-after",
      "chaos.retry",
      "chaos.retry-exhausted",
    ],
  },
  {
    task: "2.2",
    kind: "task",
    owner: "Monitoring Engineer",
    title: "Health monitoring",
    goal: "All services show in monitoring dashboard",
    criteria: ["monitoring.metrics", "monitoring.targets", "monitoring.dashboard", "monitoring.grafana"],
  },
  {
    task: "2.3",
    kind: "task",
    owner: "DevOps Engineer",
    title: "CI/CD pipeline",
    goal: "PR build and test completes successfully",
    criteria: pipeline,
  },
  {
    task: "2.4",
    kind: "task",
    owner: "Deployment Engineer",
    title: "Deployment automation",
    goal: "One command deploys working system",
    criteria: ["delivery.local", "delivery.rollback", "delivery.production"],
  },
  {
    task: "2.5",
    kind: "task",
    owner: "Security Engineer",
    title: "Basic security",
    goal: "Security scan passes, rate limits work",
    criteria: ["headers.*", "rate-limits.*", "secrets.*"],
    without: replicas,
  },
];
