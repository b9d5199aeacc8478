import { expect, test } from "vitest";
import { sampleFile } from "./render/sample-file.ts";
import type { CriterionRecord } from "./result-types.ts";
import { whatItTakes } from "./what-it-takes.ts";

const [some] = sampleFile({}).criteria;

test.each<[Partial<CriterionRecord>, string]>([
  [
    { id: "health.container/redis", outcome: "not-verified", reason: "needs engine" },
    "A container engine: npm run verify -- --runtime containers, merged with this one.",
  ],
  [
    {
      id: "delivery.local",
      outcome: "not-verified",
      reason: "has a run of its own: npm run verify -- --check delivery.local",
    },
    "A run of its own: npm run verify -- --check delivery.local, merged with this one.",
  ],
  [
    { id: "ports.unique", outcome: "not-selected", reason: "left out by --suite or --check" },
    "A run without --suite and --check.",
  ],
  [
    { id: "gone.check", suite: "gone", outcome: "not-built", reason: null },
    "A judge in suites/gone: no suite judges it yet.",
  ],
])("When it was not judged (%o), then it says what it would take", (record, sentence) => {
  if (some === undefined) throw new Error("the sample has criteria");
  expect(whatItTakes({ ...some, ...record })).toBe(sentence);
});
