import { expect, test } from "vitest";
import type { Memory } from "../reports/memory.ts";
import { withLastFailed } from "./last-failed.ts";
import { UsageError } from "./usage-error.ts";
import { readVerifyOptions } from "./verify-options.ts";

const as = (outcome: "passed" | "failed" | "blocked") =>
  ({ outcome, duration_ms: 1, at: "", runtime: "embedded", commit: null }) as const;
const memory: Memory = {
  "ports.unique": as("failed"),
  "auth.login-email": as("blocked"),
  "auth.token-none": as("passed"),
  "delivery.scan": as("failed"),
};
const only = (...args: string[]) =>
  withLastFailed(readVerifyOptions(["--last-failed", ...args]), memory)?.only;

test("When nothing else is said, then all that did not pass is left, without deployments", () => {
  expect(only()).toEqual(["ports.unique", "auth.login-email"]);
});

test("When a suite or a check is said, then what did not pass of it is left", () => {
  expect(only("--suite", "auth")).toEqual(["auth.login-email"]);
  expect(only("--check", "ports.unique")).toEqual(["ports.unique"]);
  expect(only("--suite", "delivery")).toEqual(["delivery.scan"]);
});

test("When all of it passed, then there is nothing to judge", () => {
  expect(only("--check", "auth.token-none")).toBeUndefined();
});

const ask = () => withLastFailed(readVerifyOptions(["--last-failed"]), {});

test("When no run was remembered, then it is a UsageError that says what to do", () => {
  expect(ask).toThrow(UsageError);
  expect(ask).toThrow(/reports\/out.*npm run verify/);
});
