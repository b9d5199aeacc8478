import { expect, test } from "vitest";
import { buildResultFile } from "./result-file.ts";
import { rootCauses, unjudgedByReason } from "./root-causes.ts";
import { sampleCriterion, sampleResult, sampleRun, sampleScope } from "./sample.ts";
import { settle } from "./settle.ts";

function fileOf(criteria: Parameters<typeof settle>[0], raw: Parameters<typeof settle>[1]) {
  return buildResultFile({ criteria, results: settle(criteria, raw, sampleScope), run: sampleRun });
}

test("When some failures follow from one, then only that one is a root cause, and what blocks most comes first", () => {
  const criteria = [
    sampleCriterion("ports.unique"),
    sampleCriterion("health.endpoint/a"),
    sampleCriterion("auth.register", { needs: ["health.endpoint/a"] }),
    sampleCriterion("auth.login", { needs: ["auth.register"] }),
    sampleCriterion("ports.broken"),
  ];
  const diagnosis = {
    summary: "two publish 8000",
    file: "compose.test.yml",
    line: undefined,
    cure: "change one",
  };
  const causes = rootCauses(
    fileOf(criteria, [
      sampleResult("ports.unique", "failed", { diagnosis }),
      sampleResult("health.endpoint/a", "failed", { reason: "refused\nand a stack" }),
      sampleResult("auth.register", "failed"),
      sampleResult("auth.login", "failed"),
      sampleResult("ports.broken", "error", { reason: undefined }),
    ]),
  );
  expect(causes.map(({ record, ...cause }) => ({ id: record.id, ...cause }))).toEqual([
    {
      id: "health.endpoint/a",
      summary: "refused",
      place: undefined,
      cure: undefined,
      also: [],
      blocks: ["auth.register", "auth.login"],
    },
    {
      id: "ports.unique",
      summary: "two publish 8000",
      place: "compose.test.yml",
      cure: "change one",
      also: [],
      blocks: [],
    },
    {
      id: "ports.broken",
      summary: "ports.broken holds",
      place: undefined,
      cure: undefined,
      also: [],
      blocks: [],
    },
  ]);
});

test("When two criteria fail with one diagnosis of one place, then they are one root cause that blocks for both", () => {
  const diagnosis = { summary: "a listens on 1", file: "compose.test.yml", line: 4, cure: "make it 1" };
  const criteria = [
    sampleCriterion("ports.mapping/a"),
    sampleCriterion("ports.published/a"),
    sampleCriterion("ports.peers/a"),
    sampleCriterion("auth.register", { needs: ["ports.published/a"] }),
  ];
  const causes = rootCauses(
    fileOf(criteria, [
      sampleResult("ports.mapping/a", "failed", { diagnosis }),
      sampleResult("ports.published/a", "failed", { diagnosis: { ...diagnosis, summary: "a is dead" } }),
      sampleResult("ports.peers/a", "failed", { diagnosis: { ...diagnosis, line: 5 } }),
      sampleResult("auth.register", "failed"),
    ]),
  );
  expect(causes.map(({ record, also, blocks }) => ({ id: record.id, also, blocks }))).toEqual([
    { id: "ports.mapping/a", also: ["ports.published/a"], blocks: ["auth.register"] },
    { id: "ports.peers/a", also: [], blocks: [] },
  ]);
});

test("When criteria were not judged, then they are folded by reason, the commonest first", () => {
  const engine = { capabilities: ["engine"] } as const;
  const criteria = [
    sampleCriterion("monitoring.targets", { built: false }),
    sampleCriterion("health.container/a", engine),
    sampleCriterion("health.container/b", engine),
    sampleCriterion("chaos.reboot", engine),
  ];
  expect(unjudgedByReason(fileOf(criteria, []))).toEqual([
    {
      reason: "needs engine, which the embedded runtime lacks",
      count: 3,
      checks: ["health.container ×2", "chaos.reboot"],
      suites: ["health ×2", "chaos"],
    },
    { reason: "no suite judges it yet", count: 1, checks: ["monitoring.targets"], suites: ["monitoring"] },
  ]);
});
