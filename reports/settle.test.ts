import { expect, test } from "vitest";
import { sampleCriterion, sampleResult, sampleScope } from "./sample.ts";
import { settle } from "./settle.ts";
import type { CriterionResult } from "../suites/outcome.ts";

const brief = (results: ReadonlyMap<string, CriterionResult>) =>
  Object.fromEntries([...results].map(([id, { outcome, reason }]) => [id, `${outcome}: ${reason ?? ""}`]));

const chain = [
  sampleCriterion("health.endpoint/a"),
  sampleCriterion("health.endpoint/b"),
  sampleCriterion("auth.register", { needs: ["health.endpoint/a"] }),
  sampleCriterion("auth.login", { needs: ["auth.register"] }),
  sampleCriterion("health.all-up", { needs: ["health.endpoint"] }),
  sampleCriterion("headers.required/b", { needs: ["health.endpoint/{service}"] }),
];

test("When failures follow from one another, then each names the failure at the start of its chain", () => {
  const raw = [
    sampleResult("health.endpoint/a", "failed"),
    sampleResult("health.endpoint/b", "passed"),
    ...["auth.register", "auth.login", "health.all-up", "headers.required/b"].map((id) =>
      sampleResult(id, "failed"),
    ),
  ];
  const settled = settle(chain, raw, sampleScope);

  expect(Object.fromEntries([...settled].map(([id, r]) => [id, [r.outcome, r.blockedBy]]))).toEqual({
    "health.endpoint/a": ["failed", undefined],
    "health.endpoint/b": ["passed", undefined],
    "auth.register": ["blocked", "health.endpoint/a"],
    "auth.login": ["blocked", "health.endpoint/a"],
    "health.all-up": ["blocked", "health.endpoint/a"],
    "headers.required/b": ["failed", undefined],
  });
});

test("When a need failed but the criterion passed, then it has passed", () => {
  const raw = chain.map(({ id }) => sampleResult(id, id === "auth.register" ? "failed" : "passed"));

  expect(settle(chain, raw, sampleScope).get("auth.login")?.outcome).toBe("passed");
});

test("When a blocked criterion stands between, then the root is still found", () => {
  const raw = [
    sampleResult("health.endpoint/a", "failed"),
    sampleResult("auth.register", "blocked", { blockedBy: "health.endpoint/a" }),
    sampleResult("auth.login", "failed"),
  ];
  expect(settle(chain, raw, sampleScope).get("auth.login")).toMatchObject({
    outcome: "blocked",
    blockedBy: "health.endpoint/a",
    reason: "health.endpoint/a failed",
  });
});

test("When a criterion says that it is blocked by what did not fail, then the harness is wrong", () => {
  const raw = [
    sampleResult("health.endpoint/a", "passed"),
    sampleResult("auth.register", "blocked", { blockedBy: "health.endpoint/a" }),
  ];

  expect(settle(chain.slice(2, 3), raw, sampleScope).get("auth.register")).toMatchObject({
    outcome: "error",
    reason: "reported as blocked by health.endpoint/a, which did not fail",
  });
});

const seen = (service: string | undefined) => ({
  evidence: [{ kind: "note", service, summary: "seen", at: 0 } as const],
});

test("When a criterion passed without having seen its own service, then that is an error", () => {
  const criteria = ["ports.a/x", "ports.b/x", "ports.c", "ports.d"].map((id) => sampleCriterion(id));
  const raw = [
    sampleResult("ports.a/x", "passed", seen("y")),
    sampleResult("ports.b/x", "passed", seen("x")),
    sampleResult("ports.c", "passed", { evidence: [] }),
    sampleResult("ports.d", "passed", seen("y")),
  ];
  expect(brief(settle(criteria, raw, sampleScope))).toEqual({
    "ports.a/x": "error: passed without evidence from x",
    "ports.b/x": "passed: ",
    "ports.c": "error: passed without evidence",
    "ports.d": "passed: ",
  });
});

test("When no result arrived, then the reason is the first that holds: asked for, capable, built, on demand", () => {
  const criteria = [
    sampleCriterion("ports.lost"),
    sampleCriterion("ports.engine", { capabilities: ["kill", "engine"], built: false }),
    sampleCriterion("ports.later", { built: false }),
    sampleCriterion("delivery.scan", { phase: "on-demand" }),
  ];
  expect(brief(settle(criteria, [], sampleScope))).toEqual({
    "ports.lost": "error: no result arrived",
    "ports.engine": "not-verified: needs engine, which the embedded runtime lacks",
    "ports.later": "not-built: no suite judges it yet",
    "delivery.scan": "not-verified: has a run of its own: npm run verify -- --check delivery.scan",
  });
  const selected = new Set(["ports.engine", "delivery.scan"]);
  expect(brief(settle(criteria, [], { ...sampleScope, selected }))).toEqual({
    "ports.lost": "not-selected: left out by --suite or --check",
    "ports.engine": "not-verified: needs engine, which the embedded runtime lacks",
    "ports.later": "not-selected: left out by --suite or --check",
    "delivery.scan": "error: no result arrived",
  });
});

test("When two results arrive for one criterion, then neither is believed", () => {
  const raw = [sampleResult("ports.a", "passed"), sampleResult("ports.a", "passed")];

  expect(brief(settle([sampleCriterion("ports.a")], raw, sampleScope))).toEqual({
    "ports.a": "error: 2 results arrived for one criterion",
  });
});

test("When a result arrives for no criterion, then it is kept for the pass rate to refuse", () => {
  const settled = settle([sampleCriterion("ports.a")], [sampleResult("ports.ghost", "passed")], sampleScope);

  expect([...settled.keys()]).toEqual(["ports.a", "ports.ghost"]);
});
