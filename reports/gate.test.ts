import { expect, test } from "vitest";
import type { Outcome } from "../suites/outcome.ts";
import { judgeGate, readGate } from "./gate.ts";
import { passRateOf } from "./pass-rate.ts";
import { sampleCriterion, sampleResult, sampleResults } from "./sample.ts";

function rateOf(passed: number, ...others: readonly Outcome[]) {
  const results = sampleResults(passed, ...others);
  return passRateOf(
    [...results.keys()].map((id) => sampleCriterion(id)),
    results,
  );
}

test.each([
  ["green", { green: true, percent: undefined }],
  ["80", { green: false, percent: 80 }],
  ["35.7", { green: false, percent: 35.7 }],
  ["green,80", { green: true, percent: 80 }],
  ["80, green", { green: true, percent: 80 }],
  ["none", { green: false, percent: undefined }],
])("When the gate is written %s, then it is read as it is meant", (text, gate) => {
  expect(readGate(text)).toEqual(gate);
});

test.each(["", "gren", "101", "-1", "80,90", "green,green", "none,80", "80%", "1e2", "green,"])(
  "When the gate is written %j, then it is refused with what is allowed",
  (text) => {
    expect(() => readGate(text)).toThrow(
      `"${text}" is no gate; write green, a percentage from 0 to 100, both as green,80, or none`,
    );
  },
);

const verdicts: readonly [string, ReturnType<typeof rateOf>, boolean, string[]][] = [
  ["green", rateOf(3, "not-verified"), true, ["Gate green held: all 3 judged criteria passed."]],
  ["green", rateOf(3, "failed", "failed", "blocked"), false, ["Gate green not held: 2 failed, 1 blocked."]],
  ["green", rateOf(0, "not-built"), false, ["Gate green not held: nothing was judged."]],
  ["green", rateOf(1, "not-selected"), true, ["Gate green held: the one judged criterion passed."]],
  [
    "green",
    { ...rateOf(3, "not-verified"), green: false },
    true,
    [
      "Gate green held: all 3 judged criteria passed; an attached system shows too little of itself to be called green.",
    ],
  ],
  ["80", rateOf(4, "failed"), true, ["Gate 80 held: 4 of 5 criteria passed, 80.0%."]],
  ["80", rateOf(3, "not-verified"), false, ["Gate 80 not held: 3 of 4 criteria passed, 75.0%."]],
  [
    "green,80",
    rateOf(3, "not-verified"),
    false,
    ["Gate green held: all 3 judged criteria passed.", "Gate 80 not held: 3 of 4 criteria passed, 75.0%."],
  ],
  [
    "0",
    rateOf(9, "not-selected"),
    false,
    [
      "Gate 0 not held: a partial run has no pass rate of the whole; run it without --suite and --check, or merge all shards.",
    ],
  ],
  ["none", rateOf(0, "failed"), true, ["No gate was set."]],
];

test.each(verdicts.map(([gate, rate, held, sentences]) => ({ gate, rate, held, sentences })))(
  "When the gate $gate judges, then it says $sentences",
  ({ gate, rate, held, sentences }) => {
    const verdict = judgeGate(rate, readGate(gate));

    expect(verdict.held).toBe(held);
    expect(verdict.sentences.map(({ text }) => text)).toEqual(sentences);
  },
);

test("When 799 of 1000 passed, then a gate of 80 is not held", () => {
  const others = Array.from({ length: 201 }, () => "not-built" as const);
  expect(judgeGate(rateOf(799, ...others), readGate("80")).held).toBe(false);
});

test("When a result arrived for no criterion, then even a gate that is otherwise held is not", () => {
  const results = new Map([["ports.ghost", sampleResult("ports.ghost", "passed")], ...sampleResults(1)]);
  const rate = passRateOf([sampleCriterion("ports.p0")], results);

  expect(judgeGate(rate, readGate("80"))).toEqual({
    held: false,
    sentences: [
      {
        held: false,
        text: "The numbers cannot be trusted: a result arrived for ports.ghost, which is no criterion of this topology.",
      },
      { held: true, text: "Gate 80 held: 1 of 1 criteria passed, 100.0%." },
    ],
  });
});

test("When there are no criteria at all, then no gate is held", () => {
  expect([judgeGate(rateOf(0), readGate("80")).held, judgeGate(rateOf(0), readGate("green")).held]).toEqual([
    false,
    false,
  ]);
});
