import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { applyExceptions, ExceptionsError, exceptionsFile, readExceptions } from "./exceptions.ts";
import type { Finding } from "./finding.ts";

function rootWith(text: string | undefined): string {
  const root = mkdtempSync(path.join(tmpdir(), "exceptions-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  if (text !== undefined) writeFileSync(path.join(root, exceptionsFile), text);
  return root;
}

const finding: Finding = {
  rule: "compose.read-only",
  file: "compose.yml",
  line: 7,
  where: "compose.yml#redis",
  summary: "redis can change its own image's files",
  cure: "read_only: true",
};
const sound = `# The rewrite needs it.
- rule: compose.read-only
  where: compose.yml#redis
  reason: it rewrites its configuration
  expires: 2026-12-31
`;
const looked = () => true;

test("When an exception names a finding, then that is accepted until the day is over", () => {
  const exceptions = readExceptions(rootWith(sound));

  expect(applyExceptions(exceptions, { found: [finding], today: "2026-12-31", looked })).toEqual({
    findings: [],
    accepted: [finding],
  });
  const after = applyExceptions(exceptions, { found: [finding], today: "2027-01-01", looked });
  expect(after.findings.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
    "7 compose.read-only",
    "2 exceptions.expired",
  ]);
});

test("When nothing needs an exception, then it is a finding, but not where nobody looked", () => {
  const exceptions = readExceptions(rootWith(sound));
  const scanned = { found: [{ ...finding, where: "compose.yml#postgres" }], today: "2026-11-22" };

  expect(applyExceptions(exceptions, { ...scanned, looked }).findings.map(({ rule }) => rule)).toEqual([
    "compose.read-only",
    "exceptions.unused",
  ]);
  expect(applyExceptions(exceptions, { ...scanned, looked: () => false }).findings).toHaveLength(1);
});

test("When there is no file, or nothing but comments in it, then there are no exceptions", () => {
  expect(readExceptions(rootWith(undefined))).toEqual([]);
  expect(readExceptions(rootWith("# none\n"))).toEqual([]);
});

test.each([
  ["- rule: compose.read-only\n  where: a#b\n  expires: 2026-12-31\n", ":1: reason is missing"],
  ["- rule: compose.read-only\n  where: a#b\n  reason: it has one now\n", ":1: expires is missing"],
  [sound.replace("compose.read-only", "compose.readonly"), 'did you mean "compose.read-only"?'],
  [sound.replace("2026-12-31", "2026-02-31"), 'expires: "2026-02-31" is no day'],
  [sound.replace("2026-12-31", "soon"), 'expires: "soon" is no day'],
  [sound.replace("it rewrites its configuration", "because"), "the reason is too short"],
  [`${sound}  until: 2027\n`, 'unknown key "until"'],
  [sound.replace("compose.read-only", "exceptions.unused"), "a rule about exceptions has none"],
  ["rule: compose.read-only\n", ":1: write a list of exceptions"],
  ["- just a text\n", "rule is missing"],
  ["- {\n", "not valid YAML"],
])("When the file is wrong (%#), then every fault is told with its line", (text, told) => {
  expect(() => readExceptions(rootWith(text))).toThrow(ExceptionsError);
  expect(() => readExceptions(rootWith(text))).toThrow(told);
});
