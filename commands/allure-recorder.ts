// Lets allure-vitest watch the run that judges: its steps, its times and its traces, by criterion.
import AllureVitestReporter from "allure-vitest/reporter";
import type { TestResult } from "allure-js-commons";
import type { Reporter } from "vitest/node";
import { allureId } from "../reports/allure/allure-id.ts";
import { redactReport } from "../reports/redact-report.ts";

export interface AllureRecorder {
  readonly reporter: Reporter;
  readonly results: readonly TestResult[];
}

/**
 * What it says of an outcome is not used: it knows nothing of what was blocked, lacked evidence or never loaded.
 * `folder` is where allure-vitest writes as it goes; nothing gets there with a secret in it, also when the run is
 * ended before its reports are made.
 */
export function createAllureRecorder(folder: string, secrets: readonly string[]): AllureRecorder {
  const results: TestResult[] = [];
  const beforeTestResultWrite = (result: TestResult) => {
    Object.assign(result, redactReport(result, secrets), { uuid: allureId(result.name ?? "") });
    results.push(result);
  };
  return {
    results,
    reporter: new AllureVitestReporter({ resultsDir: folder, listeners: [{ beforeTestResultWrite }] }),
  };
}
