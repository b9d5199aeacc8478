// The sections of the sprint plan, as every report names them.
import type { Section } from "../suites/check.ts";

export interface PlanSection {
  readonly section: Section;
  readonly title: string;
  readonly week: 1 | 2;
}

export const planSections: readonly PlanSection[] = [
  { section: 1, title: "Port mapping", week: 1 },
  { section: 2, title: "Missing services", week: 1 },
  { section: 3, title: "Authentication", week: 1 },
  { section: 4, title: "End-to-end flow", week: 1 },
  { section: 5, title: "Error recovery", week: 2 },
  { section: 6, title: "Health monitoring", week: 2 },
  { section: 7, title: "CI/CD", week: 2 },
  { section: 8, title: "Deployment", week: 2 },
  { section: 9, title: "Security", week: 2 },
];
