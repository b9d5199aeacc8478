import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sampleFile } from "../reports/render/sample-file.ts";
import type { ResultFile } from "../reports/result-types.ts";
import { makeAllureReport } from "./allure-report.ts";

function temporaryFolder(): string {
  const out = mkdtempSync(path.join(tmpdir(), "allure-report-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  return out;
}

function make(out: string, file: ResultFile, formats: readonly ("file" | "folder")[]) {
  const said: string[] = [];
  const say = (sentence: string) => said.push(sentence);
  const root = path.resolve(import.meta.dirname, "..");
  const pages = makeAllureReport({ root, out, file, parts: [], live: [], secrets: [], formats, say });
  return pages.then((made) => ({ made: made.map((page) => path.relative(out, page)), said }));
}

const points = (out: string) =>
  readFileSync(path.join(out, "allure-history.jsonl"), "utf8").trimEnd().split("\n");
const uuids = (out: string) =>
  points(out)
    .slice(1)
    .map((line) => (JSON.parse(line) as { uuid: string }).uuid);

test(
  "When a report is made again, then it has both forms, and its run is in the history once",
  { timeout: 180_000 },
  async () => {
    const out = temporaryFolder();
    writeFileSync(path.join(out, "allure-history.jsonl"), "{damaged\n");
    const file = sampleFile({ "ports.unique": "twice" });
    await make(out, file, ["file"]);
    const { made, said } = await make(out, file, ["folder", "file"]);

    expect(made).toEqual(["allure/index.html", "allure/allure.html"]);
    expect(made.filter((page) => !existsSync(path.join(out, page)))).toEqual([]);
    expect(existsSync(path.join(out, "allure", "data"))).toBe(true);
    expect(said).toEqual([
      `${path.join(out, "allure-history.jsonl")}:1 cannot be read and is left out; the other runs are not lost`,
    ]);
    expect(points(out)[0]).toBe("{damaged");
    expect(uuids(out)).toEqual(["run-1"]);
  },
);

test("When the run is partial, then it has a report and enters no history", { timeout: 60_000 }, async () => {
  const out = temporaryFolder();
  const { made } = await make(out, sampleFile({}, new Set(["ports.unique"])), ["file"]);
  expect(made).toEqual(["allure/allure.html"]);
  expect(existsSync(path.join(out, "allure-history.jsonl"))).toBe(false);
});
