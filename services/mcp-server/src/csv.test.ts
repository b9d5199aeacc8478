// CSV that any reader of RFC 4180 takes, and no spreadsheet runs.
import { expect, test } from "vitest";
import { writeCsv } from "./csv.ts";

test("When cells have commas, quotes or line ends, then they are quoted", () => {
  expect(writeCsv([["a,b", 'say "x"', "two\nlines", "plain", undefined]]).text).toBe(
    '"a,b","say ""x""","two\nlines",plain,\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])(
  "When a text begins like the formula %j, then it is guarded",
  (text) => {
    const csv = writeCsv([[text]]);
    expect(csv.guarded).toBe(1);
    expect(csv.text.replace('"', "")).toMatch(/^'/);
  },
);

test("When a number is negative, then it stays a number", () => {
  expect(writeCsv([[-5, true]])).toEqual({ text: "-5,true\r\n", guarded: 0 });
});

test("When a cell is a list or an attachment, then it reads as names", () => {
  const cells = [["VIP", "Press"], [{ id: "att1", url: "https://x", filename: "a.png" }], { name: "Ada" }];
  expect(writeCsv([cells]).text).toBe('"VIP, Press",a.png,Ada\r\n');
});
