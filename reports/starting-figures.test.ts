import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import { buildResultFile } from "./result-file.ts";
import { sampleResult, sampleRun } from "./sample.ts";
import { figuresToday } from "./starting-figures.ts";

const criteria = criteriaOf({ services: ["a", "b"], datastores: ["redis"] });
const fileOf = (failed: readonly string[]) => {
  const results = criteria.map(({ id }) => sampleResult(id, failed.includes(id) ? "failed" : "passed"));
  return buildResultFile({ criteria, results: new Map(results.map((r) => [r.id, r])), run: sampleRun });
};

test("When everything passes, then every figure of the start has criteria that answer for it, and they passed", () => {
  for (const { subject, passed, of } of figuresToday(fileOf([]))) {
    expect(of, subject).toBeGreaterThan(0);
    expect(passed, subject).toBe(of);
  }
});

test("When one criterion fails, then the figures that it answers for say so, and no other", () => {
  const fallen = figuresToday(fileOf(["health.container/redis"])).filter(({ passed, of }) => passed < of);

  const all = criteria.length;
  expect(fallen).toEqual([
    { subject: "All tests", atStart: "35.7% (15 of 42)", passed: all - 1, of: all, judged: all },
    { subject: "Containers healthy", atStart: "50% unhealthy", passed: 2, of: 3, judged: 3 },
  ]);
});
