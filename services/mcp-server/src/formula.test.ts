// Whatever text a caller sends stays a literal inside the formula.
import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { conditionsFormula } from "./conditions.ts";
import { allOf, containsAnywhere, literal, reference } from "./formula.ts";
import { booksTable } from "./test-gateway.ts";

/** Reads a literal as Airtable does; undefined when the text is not exactly one literal. */
function readLiteral(written: string): string | undefined {
  const inside = /^"((?:[^"\\\n\r]|\\[\s\S])*)"$/.exec(written)?.[1];
  const plain: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  return inside?.replaceAll(/\\([\s\S])/g, (_, escaped: string) => plain[escaped] ?? escaped);
}

test.each([
  ['") OR TRUE() OR ("', String.raw`"\") OR TRUE() OR (\""`],
  ["back\\", String.raw`"back\\"`],
  ['\\" & {Secret} & "', String.raw`"\\\" & {Secret} & \""`],
  ["line\r\nend", String.raw`"line\r\nend"`],
  ["it's", `"it's"`],
])("When the text is %j, then its literal is %s", (text, expected) => {
  expect(literal(text)).toBe(expected);
});

test("When the text is any text, then reading its literal gives it back", () => {
  assert(
    property(string({ unit: "binary" }), (text) => {
      expect(readLiteral(literal(text))).toBe(text);
    }),
  );
});

test("When a field's name has braces, then the formula names it by id", () => {
  const [title, , , , odd] = booksTable.fields;
  expect([title, odd].map((field) => field && reference(field))).toEqual(["{Title}", "{fldName0000000005}"]);
});

test("When several fields are searched, then any may match", () => {
  expect(containsAnywhere(booksTable.fields.slice(0, 2), 'A"b')).toBe(
    String.raw`OR(FIND(LOWER("A\"b"), LOWER({Title} & "")) > 0, FIND(LOWER("A\"b"), LOWER({Pages} & "")) > 0)`,
  );
});

test("When formulas are joined, then those left out do not count", () => {
  expect(allOf([undefined, "A", undefined])).toBe("A");
  expect(allOf(["A", "B"])).toBe("AND(A, B)");
  expect(allOf([])).toBeUndefined();
});

test.each([
  [{ field: "title", operator: "is", value: "Dune" }, `LOWER({Title} & "") = LOWER("Dune")`],
  [{ field: "Pages", operator: "greater_than", value: "300" }, `AND(({Pages} & "") != "", {Pages} > 300)`],
  [{ field: "Pages", operator: "is", value: -0.5 }, `AND(({Pages} & "") != "", {Pages} = -0.500000000)`],
  [{ field: "Read", operator: "is", value: "yes" }, `{Read} = 1`],
  [{ field: "Read", operator: "is", value: false }, `NOT({Read})`],
  [{ field: "Tags", operator: "is_empty" }, `({Tags} & "") = ""`],
] as const)("When the condition is %j, then the formula is %s", (condition, expected) => {
  expect(conditionsFormula(booksTable, [condition])).toBe(expected);
});

test.each([
  { field: "Pages", operator: "is", value: "many" },
  { field: "Pages", operator: "less_than", value: "1) OR (1" },
  { field: "Pages", operator: "is", value: 1e300 },
  { field: "Title", operator: "greater_than", value: 3 },
  { field: "Title", operator: "is" },
  { field: "Nowhere", operator: "is", value: 1 },
] as const)("When the condition %j cannot hold, then it is 422", (condition) => {
  expect(() => conditionsFormula(booksTable, [condition])).toThrow(
    expect.objectContaining({ status: 422 }) as Error,
  );
});
