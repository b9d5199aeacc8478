// Adds up unit tests, interactions of contracts and criteria into one closing line; exits 1 when anything failed.
import { readFileSync } from "node:fs";

const [contractsFile = "", verifyFile = "", failedSteps = "0", ...unitFiles] = process.argv.slice(2);

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A result file that is not there, or says nothing, is a failure of its own. */
function counted(file: string, count: (content: Record<string, unknown>) => Counts): Counts {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>);
  } catch (error) {
    console.error(`no results in ${file}: ${(error as Error).message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

interface TestFile {
  readonly name: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

/** Of a test that several runs have: a failure wins, then a pass; whoever skipped it could not run it. */
const rank = ["failed", "passed"];
const stronger = (one: string, other: string) =>
  rank.find((status) => [one, other].includes(status)) ?? "skipped";

/** Two tests of a file may have one name: they are told apart by which of them it is. */
function outcomesOf({ name, assertionResults }: TestFile): readonly (readonly [string, string])[] {
  const seen = new Map<string, number>();
  return assertionResults.map(({ fullName, status }) => {
    const nth = (seen.get(fullName) ?? 0) + 1;
    seen.set(fullName, nth);
    return [`${name} ${fullName} ${nth}`, status];
  });
}

const tests = new Map<string, string>();
const unread = unitFiles.map((file) =>
  counted(file, (content) => {
    for (const testFile of content["testResults"] as readonly TestFile[])
      for (const [test, status] of outcomesOf(testFile))
        tests.set(test, stronger(status, tests.get(test) ?? "skipped"));
    return { passed: 0, failed: 0, skipped: 0 };
  }),
);
const countOf = (wanted: string) => [...tests.values()].filter((status) => status === wanted).length;
const unit: Counts = {
  passed: countOf("passed"),
  failed: countOf("failed") + unread.filter(({ failed: faulty }) => faulty > 0).length,
  skipped: countOf("skipped"),
};
const contracts = counted(contractsFile, (content) => {
  const edges = content["edges"] as readonly {
    verdict: string;
    interactions: readonly { outcome: string }[];
  }[];
  const outcomes = edges.flatMap(({ interactions }) => interactions.map(({ outcome }) => outcome));
  const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
  // An edge without a pact has no interactions, and fails all the same.
  const missing = edges.filter(({ verdict }) => verdict === "missing").length;
  return { passed: count("passed"), failed: count("failed") + missing, skipped: count("not-verified") };
});
const verify = counted(verifyFile, (content) => {
  const totals = content["totals"] as Record<string, number>;
  const skipped = (totals["not_verified"] ?? 0) + (totals["not_built"] ?? 0) + (totals["not_selected"] ?? 0);
  const passed = totals["passed"] ?? 0;
  return { passed, failed: (totals["criteria"] ?? Number.NaN) - passed - skipped, skipped };
});
const sum = (key: keyof Counts) => unit[key] + contracts[key] + verify[key];
// A step that failed without a failed test (lint, types, a file that does not load) still fails the run.
const failed = Math.max(sum("failed"), Number(failedSteps));
console.log(`${sum("passed")} passed, ${failed} failed, ${sum("skipped")} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
