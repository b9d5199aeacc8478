import { expect, test } from "vitest";
import { criteriaOf } from "../../suites/catalogue.ts";
import type { CriterionResult } from "../../suites/outcome.ts";
import { turnOf } from "./turn.ts";

const all = criteriaOf({ services: ["a", "b"], datastores: [] });
const ids = new Set([
  "auth.login-email",
  "headers.required/a",
  "headers.required/b",
  "headers.hardened/a",
  "ports.unique",
  "secrets.clean",
]);
const criteria = all.filter(({ id }) => ids.has(id));
const took = (
  id: string,
  durationMs: number,
  outcome: CriterionResult["outcome"] = "passed",
): CriterionResult => ({
  id,
  outcome,
  durationMs,
  reason: undefined,
  blockedBy: undefined,
  diagnosis: undefined,
  evidence: [],
});

test("When a service starts anew, then what failed and its own come first, and what takes long waits", () => {
  const results = [
    took("auth.login-email", 100),
    took("headers.required/a", 100),
    took("headers.required/b", 100),
    took("ports.unique", 3_000, "failed"),
    took("secrets.clean", 10_000),
    took("headers.hardened/a", 400),
  ];
  const { first, rest } = turnOf(criteria, {
    restarts: ["a"],
    seen: new Map([["auth.login-email", new Set(["a"])]]),
    before: new Map(results.map((result) => [result.id, result])),
  });

  expect(first.map(({ id }) => id)).toEqual([
    "ports.unique",
    "headers.required/a",
    "auth.login-email",
    "headers.required/b",
  ]);
  expect(rest.map(({ id }) => id)).toEqual(["headers.hardened/a", "secrets.clean"]);
});

test("When nothing was judged before, then all of it comes first", () => {
  const { rest } = turnOf(criteria, { restarts: [], seen: new Map(), before: new Map() });

  expect(rest).toEqual([]);
});

test("When all of it takes long, then nothing is told before it", () => {
  const slow = criteria.filter(({ id }) => id === "secrets.clean");
  const before = new Map([["secrets.clean", took("secrets.clean", 10_000)]]);
  const { first, rest } = turnOf(slow, { restarts: [], seen: new Map(), before });

  expect(first).toEqual(slow);
  expect(rest).toEqual([]);
});
