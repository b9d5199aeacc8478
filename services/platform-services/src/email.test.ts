import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { emailAddress, normaliseEmail } from "./email.ts";

const accepts = (text: string) => emailAddress.safeParse(text).success;

test("When one address is written in several ways, then it is one", () => {
  const spellings = ["ada@example.com", " Ada@Example.COM ", "ADA@EXAMPLE.COM\n", "ａｄａ@example.com"];
  expect(new Set(spellings.map((text) => emailAddress.parse(text)))).toEqual(new Set(["ada@example.com"]));
});

test("When a spelling is taken again, then it does not change: what is stored is what is asked for", () => {
  assert(
    property(array(integer({ min: 0, max: 0x10_ff_ff })), (codePoints) => {
      const once = normaliseEmail(String.fromCodePoint(...codePoints));
      return normaliseEmail(once) === once;
    }),
  );
});

test.each(["a@b.co", "first.last+tag@mail.example.com", "jürgen@bücher.example", "o'neil@x-y.org"])(
  "When the address is %j, then it is accepted",
  (text) => {
    expect(accepts(text)).toBe(true);
  },
);

test.each([
  "",
  "ada",
  "ada@",
  "@example.com",
  "ada@localhost",
  "ada@@example.com",
  "ada@example..com",
  ".ada@example.com",
  "ada.@example.com",
  "a da@example.com",
  "ada@-example.com",
  "ada<x>@example.com",
  "ada\u0000@example.com",
  "ada\u200b@example.com",
  "\ud800@example.com",
  `${"a".repeat(65)}@example.com`,
  `a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.${"f".repeat(20)}.com`,
])("When the address is %j, then it is refused", (text) => {
  expect(accepts(text)).toBe(false);
});

test("When the text is made to be slow to judge, then it is not", () => {
  expect(accepts(`a@${"a-".repeat(500)}`)).toBe(false);
  expect(accepts(`${"a.".repeat(500)}@`)).toBe(false);
});
