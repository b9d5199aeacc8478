import { expect, test } from "vitest";
import { damagedLines, historyBefore, historyWith } from "./allure-history.ts";

const point = (uuid: string, timestamp: number) => ({ uuid, timestamp });
const text = (...points: readonly object[]) => points.map((line) => `${JSON.stringify(line)}\n`).join("");

test("When a report is made again, then its run is in the history once, where it was", () => {
  const before = text(point("a", 1), point("b", 2), point("c", 3));
  expect(historyWith(before, { ...point("b", 2) })).toBe(before);
  expect(historyWith(before, point("d", 4))).toBe(before + text(point("d", 4)));
  expect(historyWith("", point("d", 4))).toBe(text(point("d", 4)));
});

test("When an older run is reported, then it looks back on what was before it alone", () => {
  const all = text(point("a", 1), point("b", 2), point("c", 3));
  expect(historyBefore(all, point("b", 2))).toBe(text(point("a", 1)));
  expect(historyBefore(all, point("new", 9))).toBe(all);
});

test("When lines are damaged, then they are named and stay, and no report trips over them", () => {
  const damaged = `${text(point("a", 1))}{"uuid":"half\n{"uuid":"b"}\n${text(point("c", 3))}`;
  expect(damagedLines(damaged)).toEqual([2, 3]);
  expect(historyBefore(damaged, point("d", 4))).toBe(text(point("a", 1), point("c", 3)));
  expect(historyWith(damaged, point("d", 4))).toBe(damaged + text(point("d", 4)));
});

test("When there are more than fifty runs, then the oldest go", () => {
  const many = text(...Array.from({ length: 60 }, (_, index) => point(`run-${index}`, index)));
  const lines = historyWith(many, point("last", 99)).trimEnd().split("\n");
  expect(lines).toHaveLength(50);
  expect(lines.at(-1)).toBe(JSON.stringify(point("last", 99)));
});
