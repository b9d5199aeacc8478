import { expect, test } from "vitest";
import { renderBadge } from "./badge.ts";
import { sampleFile } from "./sample-file.ts";

const color = (svg: string) =>
  /fill="(?<color>#[0-9a-f]+)"[^>]*\/?><rect[^>]*fill="url/u.exec(svg)?.groups?.["color"];

test("When a run is green, then the badge says the rate, and its colour whether the goal is reached", () => {
  const file = sampleFile({});
  const svg = renderBadge(file);
  expect(svg).toMatch(/^<svg/u);
  expect(svg).toContain("pass rate: 59.2% (16 of 27)");
  const reached = { ...file, pass_rate: { ...file.pass_rate, strict: { passed: 8, of: 10, percent: 80 } } };
  expect(color(renderBadge(reached))).toBe("#4b0");
  expect(color(svg)).toBe("#95991a");
});

test("When something failed, then the badge is red at any rate; when the run is partial, then it has none", () => {
  expect(color(renderBadge(sampleFile({ "ports.unique": "twice" })))).toBe("#dd4343");
  const partial = renderBadge(sampleFile({}, new Set(["ports.unique"])));
  expect(partial).toContain("pass rate: partial: 1 of 1");
  expect(color(partial)).toBe("#939393");
});
