// The labels of a criterion: where it stands in Allure's trees, how severe it is, and whose task it is.
import type { Label } from "allure-js-commons";
import { allChecks } from "../../suites/catalogue.ts";
import { tasksOf } from "../plan.ts";
import type { CriterionRecord } from "../result-types.ts";
import { planSections } from "../sections.ts";
import { categoryLabel, categoryOf } from "./allure-categories.ts";

/** Checks that others cannot do without. */
const needed = new Set(allChecks.flatMap(({ needs }) => needs.map((need) => need.split("/", 1)[0] ?? need)));

const label = (name: string, values: readonly string[]): Label[] =>
  [...new Set(values)].map((value) => ({ name, value }));

export function allureLabels(record: CriterionRecord): Label[] {
  const { suite, check, service, outcome } = record;
  const tasks = tasksOf(record);
  return [
    ...label("parentSuite", [suite]),
    ...label("suite", [service ?? "the whole system"]),
    ...label("subSuite", [check]),
    ...label("epic", record.sections.map(sectionTitle)),
    ...label("feature", [suite]),
    ...label(
      "story",
      tasks.map(({ task, title }) => `${task} ${title}`),
    ),
    ...label("severity", [severityOf(record)]),
    ...label(
      "owner",
      tasks.flatMap(({ owner }) => owner ?? []),
    ),
    ...label("tag", [outcome]),
    ...label(categoryLabel, [categoryOf(record)]),
    ...label("service", service === null ? [] : [service]),
    ...label("layer", ["acceptance"]),
    ...label("language", ["typescript"]),
    ...label("framework", ["vitest"]),
  ];
}

function sectionTitle(section: number): string {
  const title = planSections.find((line) => line.section === section)?.title ?? "";
  return `§${section} ${title}`.trim();
}

/** A blocker is what other criteria need; the first week's sections and security are critical. */
function severityOf({ check, sections }: CriterionRecord): "blocker" | "critical" | "normal" {
  if (needed.has(check)) return "blocker";
  return sections.some((section) => section <= 4 || section === 9) ? "critical" : "normal";
}
