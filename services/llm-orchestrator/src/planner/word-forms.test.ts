// Words that mean one name, and words that only look alike.
import { expect, test } from "vitest";
import { editDistance, exact, formOf, likeness, plural, typo } from "./word-forms.ts";

const like = (left: string, right: string) => likeness(formOf(left), formOf(right));

test.each([
  ["Field Sightings", "field-sightings"],
  ["Évora", "evora"],
  ["ORDERS", "Orders"],
])("When %s and %s differ in case, accents or signs, then they are one", (left, right) => {
  expect(like(left, right)).toBe(exact);
});

test.each([
  ["company", "Companies"],
  ["person", "People"],
  ["boxes", "Box"],
  ["child", "Children"],
])("When %s is the other number of %s, then they are one", (left, right) => {
  expect(like(left, right)).toBe(plural);
});

test.each([
  ["ordres", "Orders"],
  ["compnies", "Companies"],
  ["speceis", "Species"],
])("When %s is a slip for %s, then it is nearly one", (left, right) => {
  expect(like(left, right)).toBeGreaterThan(typo - 1);
  expect(like(left, right)).toBeLessThan(plural);
});

test.each([
  ["cat", "car"],
  ["orders", "people"],
  ["", "Orders"],
])("When %j is another word than %s, then they are two", (left, right) => {
  expect(like(left, right)).toBe(0);
});

test("When neighbours are swapped, then it is one edit", () => {
  expect(editDistance("ordres", "orders")).toBe(1);
  expect(editDistance("kitten", "sitting")).toBe(3);
});
