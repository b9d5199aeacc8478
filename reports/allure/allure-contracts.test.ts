import { expect, test } from "vitest";
import { allureContracts } from "./allure-contracts.ts";

const passed = { description: "a login", outcome: "passed", failure: null } as const;
const failed = { description: "a record", outcome: "failed", failure: "$.id is missing" } as const;

test("When contracts were verified, then each interaction is there, found by its consumer and its provider", () => {
  const results = allureContracts(
    {
      commit: null,
      edges: [
        { consumer: "a", provider: "b", verdict: "failed", interactions: [passed, failed] },
        { consumer: "a", provider: "c", verdict: "missing", interactions: [] },
      ],
    },
    5,
  );
  expect(
    results.map(({ fullName, status, statusDetails }) => [fullName, status, statusDetails.message]),
  ).toEqual([
    ["contract a → b: a login", "passed", undefined],
    ["contract a → b: a record", "failed", "$.id is missing"],
    ["contract a → c: a pact", "failed", "the edge has no pact"],
  ]);
  expect(results[1]?.labels).toEqual(
    expect.arrayContaining([
      { name: "consumer", value: "a" },
      { name: "provider", value: "b" },
    ]),
  );
  expect(new Set(results.map(({ uuid }) => uuid)).size).toBe(3);
});
