// Holds the shell scripts to pipes that are read to their end. A command that leaves early ends the one before it by
// SIGPIPE, now and then, and under `pipefail` the whole pipe has failed then: `! … | grep -q` called a broken release
// healthy.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const scripts = globSync(["deploy-local.sh", "make-secrets.sh", "deploy/*.sh", ".ci/*"], {
  cwd: root,
}).filter((name) => !name.endsWith(".ts"));
const leavesEarly = /\|\s*(?:\{\s*)?(?:grep\s+-\w*q|head\b|sed\s.*\bq\b|awk\b.*\bexit\b(?!\s*!))/;

test("When the scripts are looked for, then the deployment's are there", () => {
  expect(scripts).toEqual(expect.arrayContaining(["deploy-local.sh", "deploy/bring-up.sh", ".ci/engine"]));
});

test.each(scripts)("When %s pipes, then nothing leaves before the end", (name) => {
  const lines = readFileSync(path.join(root, name), "utf8").split("\n");
  const early = lines.flatMap((line, index) =>
    leavesEarly.test(line) ? [`${index + 1}: ${line.trim()}`] : [],
  );
  expect(early).toEqual([]);
});

test.each(["x | grep -q y", "! x | grep -Fxq y", "x | head -n 1", "x | awk '{ print; exit }'"])(
  "When a script says %s, then that is found",
  (line) => {
    expect(leavesEarly.test(line)).toBe(true);
  },
);
