// The kinds of things that go wrong: each criterion that did not pass is in one of them.
import type { SuiteName } from "../../suites/check.ts";
import type { CriterionRecord } from "../result-types.ts";

/** The label by which a result says its category. */
export const categoryLabel = "category";

const bySuite: Readonly<Record<SuiteName, string>> = {
  ports: "wiring",
  health: "wiring",
  auth: "authentication",
  workflow: "flow",
  headers: "headers",
  "rate-limits": "limits",
  chaos: "resilience",
  monitoring: "monitoring",
  secrets: "secrets",
  delivery: "delivery",
};

const harness = "harness";
const titles: Readonly<Record<string, string>> = {
  wiring: "Wiring: ports, peers and health",
  authentication: "Authentication",
  flow: "The flow of the plan, end to end",
  headers: "Headers",
  limits: "Limits",
  resilience: "Resilience",
  monitoring: "Monitoring",
  secrets: "Secrets",
  delivery: "Delivery",
  contracts: "Contracts between services",
  [harness]: "Harness: the verifier itself broke",
};

export function categoryOf({ outcome, suite }: Pick<CriterionRecord, "outcome" | "suite">): string {
  return outcome === "error" ? harness : (bySuite[suite as SuiteName] ?? harness);
}

/** As Allure's configuration takes them. */
export const allureCategories = Object.entries(titles).map(([name, title]) => ({
  id: name,
  name: title,
  matchers: [{ statuses: ["failed", "broken"] as const, labels: { [categoryLabel]: name } }],
}));
