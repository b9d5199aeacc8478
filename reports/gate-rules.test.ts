import { expect, test } from "vitest";
import { allChecks } from "../suites/catalogue.ts";
import { type GateFiles, type GateRules, judgeRules } from "./gate-rules.ts";
import { sampleFile } from "./render/sample-file.ts";
import type { CriterionRecord, ResultFile } from "./result-types.ts";

const none: GateRules = {
  green: true,
  min: undefined,
  qualityGates: false,
  noRegression: false,
  maxNotVerified: undefined,
  maxSeconds: undefined,
};
const green = sampleFile({});
const known = new Set(green.criteria.map(({ check }) => check));
const checks = allChecks.filter(({ id }) => known.has(id));
const red = (id: string) => sampleFile({ [id]: "broken" });
const earlier = { ...green, run: { ...green.run, id: "earlier" } };

function judge(file: ResultFile, rules: Partial<GateRules> = {}, more: Partial<GateFiles> = {}) {
  const verdict = judgeRules({ file, base: undefined, checks, ...more }, { ...none, ...rules });
  const broken = verdict.sentences.filter(({ held }) => !held).map(({ text }) => text);
  expect(verdict.held).toBe(broken.length === 0);
  return broken;
}

const changed = (file: ResultFile, id: string, more: Partial<CriterionRecord>): ResultFile => ({
  ...file,
  criteria: file.criteria.map((record) => (record.id === id ? { ...record, ...more } : record)),
});

test("When every rule holds, then the gate holds, and each rule says so", () => {
  const rules = { ...none, min: 55, noRegression: true, maxNotVerified: 11, maxSeconds: 43 };
  expect(judgeRules({ file: green, base: earlier, checks }, rules)).toEqual({
    held: true,
    sentences: [
      "Gate green held: all 16 judged criteria passed.",
      "Gate 55 held: 16 of 27 criteria passed, 59.2%.",
      "Everything that passed before (embedded 4931c34de) passes.",
      "11 criteria have no verdict, and 11 may have none.",
      "The run took 43 s of 43 s.",
    ].map((text) => ({ held: true, text })),
  });
});

test("When a rule does not hold, then it is one sentence", () => {
  expect(judge(red("ports.unique"))).toEqual(["Gate green not held: 1 failed."]);
  expect(judge(red("ports.unique"), { green: false })).toEqual([]);
  expect(judge(green, { min: 60 })).toEqual(["Gate 60 not held: 16 of 27 criteria passed, 59.2%."]);
  expect(judge(green, { maxNotVerified: 10 })).toEqual([
    "11 criteria have no verdict, and 10 may have none.",
  ]);
  expect(judge(green, { maxSeconds: 42 })).toEqual(["The run took 43 s of 42 s."]);
  expect(judge(green, { qualityGates: true })).toEqual([]);
  expect(judge(red("workflow.gateway"), { green: false, qualityGates: true })).toEqual([
    expect.stringMatching(
      /^\d of 4 quality gates of the plan are not met: Q\d .* is not (?:met|verified) \(\d+ of \d+\)/,
    ),
  ]);
  expect(judge(red("ports.unique"), { green: false, noRegression: true }, { base: earlier })).toEqual([
    "1 that passed before (embedded 4931c34de) do not pass: ports.unique (failed).",
  ]);
});

test("When what passed before is not judged any more, then it counts as lost", () => {
  const lost = { outcome: "not-verified", reason: "needs time", evidence: [] } as const;
  const fooled = changed(green, "ports.unique", lost);
  const sentences = judge(fooled, { noRegression: true }, { base: earlier });
  expect(sentences).toContain(
    "1 that passed before (embedded 4931c34de) do not pass: ports.unique (not-verified).",
  );
});

test("When a total was edited, then the file is not believed", () => {
  const edited = { ...red("ports.unique"), green: true, totals: green.totals, pass_rate: green.pass_rate };
  expect(judge(edited)).toEqual([
    "The result file was changed by hand: totals, pass_rate, green: not what its criteria make, of which 15 of 27 passed, 1 failed, 8 not verified, 3 not built.",
    "Gate green not held: 1 failed.",
  ]);
});

test("When an outcome was edited, then what goes with it gives it away", () => {
  const fooled = { ...red("ports.unique"), totals: green.totals, pass_rate: green.pass_rate, green: true };
  expect(judge(changed(fooled, "ports.unique", { outcome: "passed" }))).toEqual([
    "The result file was changed by hand: ports.unique passed, but it also says why it did not.",
  ]);
  expect(judge(changed(green, "headers.required/platform-services", { evidence: [] }))).toEqual([
    "The result file was changed by hand: headers.required/platform-services passed without evidence from platform-services.",
  ]);
  const twice = { ...green, criteria: [...green.criteria, ...green.criteria.slice(0, 1)] };
  expect(judge(twice)).toContain(
    `The result file was changed by hand: it tells of ${green.criteria[0]?.id ?? ""} twice.`,
  );
});

test("When the run was partial or attached alone, then that is one sentence, whatever else holds", () => {
  const partial = sampleFile({}, new Set(["ports.unique"]));
  expect(judge(partial, { min: 80 })).toEqual([
    "A partial run decides nothing: 26 criteria were left out by --suite or --check.",
  ]);
  const run = { ...green.run, runtime: "attached" };
  expect(judge({ ...green, run, runs: [run], green: false })).toEqual([
    "An attached run decides nothing alone: it shows too little of the system; merge it with one that starts it.",
  ]);
});

test("When criteria are missing, then the gate does not hold, by the catalogue and by the base", () => {
  const fewer = green.criteria.filter(({ id }) => id !== "workflow.response-time");
  const without = {
    ...green,
    criteria: fewer,
    totals: { ...green.totals, criteria: 26, passed: 15 },
    pass_rate: {
      strict: { passed: 15, of: 26, percent: 57.6 },
      of_verified: { passed: 15, of: 15, percent: 100 },
    },
  };
  expect(judge(without)).toEqual([
    "The result file does not tell of 1 checks that the catalogue has: workflow.response-time.",
  ]);
  const left = checks.filter(({ id }) => id !== "workflow.response-time");
  expect(judge(without, {}, { base: earlier, checks: left })).toEqual([
    "The catalogue has shrunk by 1 since the base: workflow.response-time.",
  ]);
});

test("When the base can say nothing, then that is one sentence", () => {
  const partial = { ...sampleFile({}, new Set(["ports.unique"])), run: earlier.run };
  expect(judge(green, { noRegression: true }, { base: partial })).toEqual([
    "The base is a partial run: it cannot say what passed before.",
  ]);
  expect(judge(green, {}, { base: green })).toEqual(["The base is this very run: give the one before it."]);
});
