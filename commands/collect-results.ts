// Collects what a run of Vitest says of each criterion, and what broke in the harness itself.
import type { TestResult } from "allure-js-commons";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { CriterionResult } from "../suites/outcome.ts";

export interface Judged {
  readonly results: readonly CriterionResult[];
  /** What broke in the harness itself: files that do not load, hooks that throw. */
  readonly harnessErrors: readonly string[];
  /** What allure-vitest saw meanwhile; undefined where it did not watch. */
  readonly live?: readonly TestResult[] | undefined;
}

export interface Listening {
  /** Called as each criterion begins. */
  readonly onStart?: ((id: string) => void) | undefined;
  /** Called as each criterion ends. */
  readonly onResult: (result: CriterionResult) => void;
}

/** What `verify` said; where the test itself failed after a pass (a soft assertion, a hook), that is no pass. */
function rawResult(test: TestCase): CriterionResult {
  const { result } = test.meta();
  const { state, errors } = test.result();
  const agrees = result && (result.outcome === "passed") === (state === "passed");
  if (agrees) return result;
  const reason = errors?.[0]?.message ?? "the test ended without a result";
  const base = { blockedBy: undefined, diagnosis: undefined, durationMs: undefined, evidence: [] };
  return { ...base, ...result, id: result?.id ?? test.name, outcome: "error", reason };
}

/** Of a message that shows code below, what it says first. */
const sentenceOf = (message: string) => message.split("\n").slice(0, 2).join(" ");

/** Collects what a run of Vitest says of each criterion. */
export function collectResults({ onStart, onResult }: Listening) {
  let results: CriterionResult[] = [];
  let harnessErrors: string[] = [];
  let isCut = false;
  let cancelRun: (() => void) | undefined;
  const reporter: Reporter = {
    onInit: (vitest) => {
      cancelRun = () => void vitest.cancelCurrentRun("keyboard-input");
    },
    // A run that is only just starting forgets that it was cancelled.
    onTestModuleQueued: () => {
      if (isCut) cancelRun?.();
    },
    onTestCaseReady: (test) => onStart?.(test.name),
    onTestCaseResult: (test) => {
      // One that did not run has no result: whoever asked for it sees that it is missing.
      if (test.result().state === "skipped") return;
      if (isCut && test.result().state !== "passed") return;
      const result = rawResult(test);
      results.push(result);
      onResult(result);
    },
    onTestModuleEnd: (module: TestModule) => {
      if (isCut) return;
      for (const { message } of module.errors())
        harnessErrors.push(`${module.relativeModuleId}: ${sentenceOf(message)}`);
    },
    onTestRunEnd: (_modules, errors) => {
      if (isCut) return;
      for (const { message } of errors) harnessErrors.push(sentenceOf(message));
    },
  };
  /** What was collected since it was last taken. */
  const take = (): Judged => {
    const taken = { results, harnessErrors };
    results = [];
    harnessErrors = [];
    isCut = false;
    return taken;
  };
  /** Ends the run. What is under way may fail because of it, which says nothing of the system. */
  const cut = (): void => {
    isCut = true;
    cancelRun?.();
  };
  return { reporter, take, cut };
}
