// Retry-After in both of its forms.
import { expect, test } from "vitest";
import { retryAfterHeader, retryAfterMs } from "./retry-after.ts";

const now = Date.UTC(2026, 0, 1);

test.for<[string | undefined, number | undefined]>([
  ["30", 30_000],
  ["0.5", 500],
  [new Date(now + 5000).toUTCString(), 5000],
  [new Date(now - 5000).toUTCString(), 0],
  ["soon", undefined],
  ["-1", undefined],
  ["", undefined],
  [undefined, undefined],
])("When Retry-After is %s, then the wait is %s ms", ([value, ms]) => {
  expect(retryAfterMs(value, now)).toBe(ms);
});

test("When a wait is written, then it is whole seconds and at least one", () => {
  expect([0, 1, 1001, 30_000].map(retryAfterHeader)).toEqual(["1", "1", "2", "30"]);
});
