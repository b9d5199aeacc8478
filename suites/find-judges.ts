// Finds where each check is judged: the file and line of its one `verify(…)`.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type SuiteName, suiteNames } from "./check.ts";
import { kebabCase } from "./declare-checks.ts";

export interface JudgedAt {
  /** A check's id; what is no `suite.check` is kept as it is written. */
  readonly check: string;
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
}

const suiteIds = new Map<string, SuiteName>(
  suiteNames.map((suite) => [
    suite.replaceAll(/-(?<letter>[a-z])/gu, (_, letter: string) => letter.toUpperCase()),
    suite,
  ]),
);

function idOf(reference: string): string {
  const [constant = "", check = "", ...rest] = reference.split(".");
  const suite = suiteIds.get(constant);
  return suite === undefined || rest.length > 0 ? reference : `${suite}.${kebabCase(check)}`;
}

const blank = (text: string) => text.replaceAll(/[^\n]/gu, " ");

/** `verify(rateLimits.storeDown, …` -> `rate-limits.store-down`; comments do not count. */
export function findJudges(root: string, suite: SuiteName): readonly JudgedAt[] {
  const folder = path.join("suites", suite);
  const names = readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".suite.ts"));
  return names.flatMap((name) => {
    const file = path.join(folder, name);
    const source = readFileSync(path.join(root, file), "utf8").replaceAll(
      /\/\*[^]*?\*\/|^\s*\/\/.*$/gmu,
      blank,
    );
    return [...source.matchAll(/\bverify\(\s*(?<reference>[^\s,)]+)/gu)].map(({ index, groups }) => ({
      check: idOf(groups?.["reference"] ?? ""),
      file,
      line: source.slice(0, index).split("\n").length,
    }));
  });
}
