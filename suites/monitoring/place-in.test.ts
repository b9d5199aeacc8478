// Where a text stands, held against this repository's own files.
import path from "node:path";
import { expect, test } from "vitest";
import { placeIn } from "./place-in.ts";
import { placeOfAlert, readRulesText, rulesFile } from "./rules.ts";

const root = path.resolve(import.meta.dirname, "../..");
const lineAt = (line: number | undefined) => readRulesText(root).split("\n")[(line ?? 0) - 1];

test("When a text stands in a file, then its first line is named", () => {
  const place = placeIn(root, rulesFile, "service:server_errors:ratio5m > 0.05");
  expect(place.file).toBe("monitoring/rules.yml");
  expect(lineAt(place.line)).toContain("service:server_errors:ratio5m > 0.05");
});

test("When a text does not stand in it, or there is no such file, then no line is named", () => {
  expect(placeIn(root, rulesFile, "nobody wrote this")).toEqual({ file: rulesFile });
  expect(placeIn(root, "monitoring/gone.yml", "alert")).toEqual({ file: "monitoring/gone.yml" });
});

test("When an alert is at fault, then the line of its expression is named", () => {
  expect(lineAt(placeOfAlert(root, "HighErrorRate").line)).toMatch(/expr: .*> 0\.05$/);
  expect(placeOfAlert(root, "NoSuchAlert")).toEqual({ file: rulesFile });
});
