// The sprint plan's tasks, requirements, quality gates and week goals, mapped to the criteria that decide them.
import { flow, pipeline, type PlanLine, planTasks, replicas } from "./plan-tasks.ts";

const requirements: readonly PlanLine[] = [
  {
    task: "F1",
    kind: "functional",
    title: "Complete workflow",
    goal: "User can register, login, and query Airtable data",
    criteria: flow,
  },
  {
    task: "F2",
    kind: "functional",
    title: "Services healthy",
    goal: "All core services are healthy and communicating",
    criteria: ["health.endpoint", "health.ready", "health.all-up", "health.aggregate", "ports.peers"],
  },
  {
    task: "F3",
    kind: "functional",
    title: "Recovery and monitoring",
    goal: "Basic error recovery and monitoring in place",
    criteria: [
      "chaos.restart",
      "chaos.availability",
      "chaos.retry",
      "monitoring.metrics",
      "monitoring.targets",
      "monitoring.alert",
      "monitoring.dashboard",
    ],
  },
  {
    task: "F4",
    kind: "functional",
    title: "Deployment and testing",
    goal: "Automated deployment and testing working",
    criteria: ["delivery.local", ...pipeline],
  },
  {
    task: "T1",
    kind: "technical",
    title: "Test success rate",
    goal: "80%+ test success rate",
    criteria: ["*"],
    percent: 80,
  },
  {
    task: "T2",
    kind: "technical",
    title: "Containers healthy",
    goal: "All Docker containers healthy",
    criteria: ["health.container"],
  },
  {
    task: "T3",
    kind: "technical",
    title: "Pipeline",
    goal: "CI/CD pipeline functional",
    criteria: pipeline,
  },
  {
    task: "T4",
    kind: "technical",
    title: "Security measures",
    goal: "Basic security measures implemented",
    criteria: ["headers.required", "rate-limits.login", "secrets.*"],
  },
];

const gates: readonly PlanLine[] = [
  {
    task: "Q1",
    kind: "gate",
    title: "Integration tests",
    goal: "Complete workflow test passes",
    criteria: flow,
  },
  {
    task: "Q2",
    kind: "gate",
    title: "Health checks",
    goal: "All services report healthy status",
    criteria: ["health.endpoint", "health.ready", "health.all-up"],
  },
  {
    task: "Q3",
    kind: "gate",
    title: "Security scan",
    goal: "Basic security requirements met",
    criteria: ["headers.*", "rate-limits.*", "secrets.*", "delivery.scan"],
    without: replicas,
  },
  {
    task: "Q4",
    kind: "gate",
    title: "Performance",
    goal: "System responds within acceptable limits",
    criteria: ["workflow.response-time"],
  },
];

const weeks: readonly PlanLine[] = [
  {
    task: "W1",
    kind: "week",
    title: "Week 1",
    goal: "60-70% test success rate",
    criteria: ["*"],
    sections: [1, 2, 3, 4],
    percent: 60,
  },
  {
    task: "W2",
    kind: "week",
    title: "Week 2",
    goal: "80%+ test success rate with basic production readiness",
    criteria: ["*"],
    percent: 80,
  },
];

export const planMap: readonly PlanLine[] = [...planTasks, ...requirements, ...gates, ...weeks];
