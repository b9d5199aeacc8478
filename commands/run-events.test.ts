import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, file), "utf8");

const namesOf = (found: readonly RegExpExecArray[]) => new Set(found.map(({ groups }) => groups?.["type"]));

test("When the events are read, then docs/events.md has a row for each, and for nothing else", () => {
  const types = [...read("run-events.ts").matchAll(/readonly type: "(?<type>[a-z-]+)"/g)];
  const rows = [...read("../docs/events.md").matchAll(/^\| `(?<type>[a-z-]+)`/gm)];

  expect(namesOf(rows)).toEqual(new Set([...namesOf(types), "begin"]));
});
