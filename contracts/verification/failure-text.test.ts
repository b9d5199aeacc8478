// What did not fit is said by field, expected and actual; the input is what the verifier really says.
import { expect, test } from "vitest";
import { failureShape, failureText } from "./failure-text.ts";

const said = (...mismatches: readonly Record<string, unknown>[]) =>
  failureText(failureShape.parse({ type: "mismatches", interactionId: "", mismatches }));

test.each([
  [
    {
      type: "BodyMismatch",
      path: "$.user",
      expected: '["id"]',
      actual: '["name"]',
      mismatch: "Actual map is missing the following keys: id",
    },
    "body $.user: expected the field id, and there is name",
  ],
  [
    {
      type: "BodyMismatch",
      path: "$.n",
      expected: "1",
      actual: '"s"',
      mismatch: "Expected 's' (String) to be the same type as 1 (Integer)",
    },
    "body $.n: Expected 's' (String) to be the same type as 1 (Integer)",
  ],
  [
    { type: "StatusMismatch", expected: 200, actual: 500, mismatch: "expected 200 but was 500" },
    "status: expected 200, was 500",
  ],
  [
    { type: "HeaderMismatch", key: "Retry-After", expected: '"1"', actual: "", mismatch: "…" },
    "header Retry-After: expected 1, was not there",
  ],
])("When the verifier says %j, then a person reads: %s", (mismatch, sentence) => {
  expect(said(mismatch)).toBe(sentence);
});

test("When several things do not fit, then each has a line", () => {
  const status = { type: "StatusMismatch", expected: 200, actual: 500 };
  expect(said(status, status).split("\n")).toHaveLength(2);
});

test("When nothing could be compared, then the reason is told", () => {
  expect(failureText({ message: "connection refused" })).toBe("connection refused");
  expect(failureText(undefined)).toBe("the verifier gives no reason");
});
