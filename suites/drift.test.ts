import path from "node:path";
import { expect, test } from "vitest";
import { allChecks } from "./catalogue.ts";
import { suiteNames } from "./check.ts";
import { findJudges } from "./find-judges.ts";

const root = path.resolve(import.meta.dirname, "..");

test.each(suiteNames)(
  "When the suite %s is read, then each built check is verified exactly once and nothing else",
  (suite) => {
    const built = allChecks.filter(({ id, built: isBuilt }) => isBuilt && id.startsWith(`${suite}.`));
    const verified = findJudges(root, suite).map(({ check }) => check);

    expect(verified.toSorted()).toEqual(built.map(({ id }) => id).toSorted());
  },
);
