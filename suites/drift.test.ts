import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allChecks } from "./catalogue.ts";
import { type SuiteName, suiteNames } from "./check.ts";
import { kebabCase } from "./declare-checks.ts";

const suiteIds = new Map<string, SuiteName>(
  suiteNames.map((suite) => [
    suite.replaceAll(/-(?<letter>[a-z])/gu, (_, letter: string) => letter.toUpperCase()),
    suite,
  ]),
);

/** `verify(rateLimits.storeDown, …` -> `rate-limits.store-down`; comments do not count. */
function verifiedIn(suite: SuiteName): string[] {
  const folder = new URL(`${suite}/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".suite.ts"));
  return files.flatMap((name) => {
    const source = readFileSync(new URL(name, folder), "utf8").replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gmu, "");
    return [...source.matchAll(/\bverify\(\s*(?<reference>[^\s,)]+)/gu)].map(({ groups }) =>
      idOf(groups?.["reference"] ?? ""),
    );
  });
}

/** What is no `suite.check` is kept as it is: it matches no declared id, so the test names it. */
function idOf(reference: string): string {
  const [constant = "", check = "", ...rest] = reference.split(".");
  const suite = suiteIds.get(constant);
  return suite === undefined || rest.length > 0 ? reference : `${suite}.${kebabCase(check)}`;
}

test.each(suiteNames)(
  "When the suite %s is read, then each built check is verified exactly once and nothing else",
  (suite) => {
    const built = allChecks.filter(({ id, built: isBuilt }) => isBuilt && id.startsWith(`${suite}.`));

    expect(verifiedIn(suite).toSorted()).toEqual(built.map(({ id }) => id).toSorted());
  },
);
