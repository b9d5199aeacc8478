// The order of the suite files where one runs after another: that of the catalogue, the logs of all of them last.
// Side by side, Vitest's own order stays.
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { suiteNames } from "../suites/check.ts";

/** It asks what ended by itself: after the first that is ended on purpose nobody can tell. */
const beforeAll = /suites\/health\/steady\.suite\.ts$/;

function rankOf({ moduleId }: TestSpecification): number {
  if (beforeAll.test(moduleId)) return -1;
  const suite = /suites\/(?<suite>[^/]+)\/[^/]+$/.exec(moduleId)?.groups?.["suite"];
  return suiteNames.findIndex((name) => name === suite);
}

export class SuiteOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSideBySide = files.every(({ project }) => project.name === "suites:side-by-side");
    // oxlint-disable-next-line unicorn/no-array-sort -- It is no array's: Vitest's own order.
    if (isSideBySide) return super.sort(files);
    const byPath = files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    return Promise.resolve(byPath.toSorted((a, b) => rankOf(a) - rankOf(b)));
  }
}
