// Lets allure-vitest watch the run that judges: its steps, its times and its traces, by criterion.
import AllureVitestReporter from "allure-vitest/reporter";
import type { TestResult } from "allure-js-commons";
import { InMemoryWriter, ReporterRuntime } from "allure-js-commons/sdk/reporter";
import type { Reporter, Vitest } from "vitest/node";
import { allureId } from "../reports/allure/allure-id.ts";
import { redactReport } from "../reports/redact-report.ts";

export interface AllureRecorder {
  readonly reporter: Reporter;
  readonly results: readonly TestResult[];
}

/**
 * What it says of an outcome is not used: it knows nothing of what was blocked, lacked evidence or never loaded.
 * Nothing of it is written: allure-vitest's own files would cost a wait for the disk each, and `folder`, where they
 * would be, gets the results of all criteria later.
 */
export function createAllureRecorder(folder: string, secrets: readonly string[]): AllureRecorder {
  const results: TestResult[] = [];
  const beforeTestResultWrite = (result: TestResult) => {
    Object.assign(result, redactReport(result, secrets), { uuid: allureId(result.name ?? "") });
    results.push(result);
  };
  const listeners = [{ beforeTestResultWrite }];
  const reporter = new AllureVitestReporter({ resultsDir: folder, listeners });
  const onInit = (vitest: Vitest) => {
    reporter.onInit(vitest);
    const allureReporterRuntime = new ReporterRuntime({ writer: new InMemoryWriter(), listeners });
    Object.assign(reporter, { allureReporterRuntime });
  };
  return { results, reporter: { onInit, onTestRunEnd: (modules) => reporter.onTestRunEnd(modules) } };
}
