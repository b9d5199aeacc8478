import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readResultFile, ResultFileError } from "./read-result-file.ts";
import { sampleFile } from "./render/sample-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "read-result-file-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sample = sampleFile({});

function given(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

test("When a file is what a run wrote, then it is read as it was", () => {
  expect(readResultFile(given("good.json", JSON.stringify(sample)))).toEqual(sample);
});

test.each([
  ["cut.json", '{"schema_version": "1.0', "is no JSON ("],
  [
    "old.json",
    '{"schema_version": "0.9.0"}',
    "is of schema version 0.9.0, and this verifier reads 1.0.0: merge",
  ],
  [
    "null.json",
    "null",
    "is no result file (the whole must be object); give a pass-rate.json that npm run verify wrote",
  ],
  [
    "other.json",
    '{"name": "x"}',
    "is no result file (the whole must have required property 'schema_version')",
  ],
  [
    "wrong.json",
    JSON.stringify({ ...sample, totals: { ...sample.totals, passed: "all" } }),
    "is no result file (totals/passed must be integer)",
  ],
])("When the file is %s, then the sentence names the file and its fault", (name, content, sentence) => {
  const file = given(name, content);

  expect(() => readResultFile(file)).toThrow(`${file} ${sentence}`);
  expect(() => readResultFile(file)).toThrow(ResultFileError);
});

test("When there is no file, or a directory, then the sentence says so", () => {
  const gone = path.join(folder, "gone.json");

  expect(() => readResultFile(gone)).toThrow(`${gone} is not there; give a pass-rate.json`);
  expect(() => readResultFile(folder)).toThrow(`did you mean ${path.join(folder, "pass-rate.json")}?`);
});
