// The order of the suite files where one runs after another: that of the catalogue, the logs of all of them last.
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { suiteNames } from "../suites/check.ts";

function rankOf({ moduleId }: TestSpecification): number {
  const suite = /suites\/(?<suite>[^/]+)\/[^/]+$/.exec(moduleId)?.groups?.["suite"];
  return suiteNames.findIndex((name) => name === suite);
}

export class SuiteOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byPath = files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    return Promise.resolve(byPath.toSorted((a, b) => rankOf(a) - rankOf(b)));
  }
}
