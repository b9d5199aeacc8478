// Says of a criterion that nobody judged what it would take to judge it.
import { findCheck } from "../suites/catalogue.ts";
import type { CriterionRecord } from "./result-types.ts";

const ofContainers = ["engine", "exec", "clients", "kill", "pause"] as const;

/** One sentence, with the command where there is one. */
export function whatItTakes({ id, suite, outcome, reason }: CriterionRecord): string {
  const check = findCheck(id);
  if (outcome === "not-selected") return "A run without --suite and --check.";
  if (outcome === "not-built" || check?.built === false)
    return `A judge in suites/${suite}: no suite judges it yet.`;
  const given = /npm run verify -- \S+ \S+/u.exec(reason ?? "")?.[0];
  if (given !== undefined || check?.phase === "on-demand")
    return `A run of its own: ${given ?? `npm run verify -- --suite ${suite}`}, merged with this one.`;
  if (check?.capabilities.some((name) => ofContainers.some((other) => other === name)))
    return "A container engine: npm run verify -- --runtime containers, merged with this one.";
  return "A runtime that can: see the reason.";
}
