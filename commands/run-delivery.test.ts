// Holds the delivery run: asked for alone, without a stack, and not verified where there is no engine.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { ResultFile } from "../reports/result-types.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import { judgesDeployments } from "./run-delivery.ts";
import { UsageError } from "./usage-error.ts";

const criteria = criteriaOf({ services: ["api-gateway"], datastores: ["redis"] });

test("When only deployments are selected, then the run judges deployments; without a selection it does not", () => {
  expect(judgesDeployments(new Set(["delivery.local"]), criteria)).toBe(true);
  expect(judgesDeployments(new Set(["ports.unique", "ports.mapping/api-gateway"]), criteria)).toBe(false);
  expect(judgesDeployments("all", criteria)).toBe(false);
});

const both = () => judgesDeployments(new Set(["ports.unique", "delivery.scan"]), criteria);

test("When both kinds are selected, then the sentence says how to judge both", () => {
  expect(both).toThrow(UsageError);
  expect(both).toThrow(
    "delivery.scan judges a deployment, which has a run of its own, and ports.unique a running system: judge them by two runs, and make one verdict of both with npm run merge",
  );
});

test("When no engine answers, then no stack is brought up, and each criterion says why it is not verified", async () => {
  const out = mkdtempSync(path.join(tmpdir(), "run-delivery-test-"));
  const words = [path.join(import.meta.dirname, "verify.ts"), "--suite", "delivery", "--out", out];
  // A port on which nobody listens: as on a machine without an engine.
  const env = { ...process.env, DOCKER_HOST: "tcp://127.0.0.1:1" };
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; stderr: string }>();
  execFile(process.execPath, words, { env }, (error, _, stderr) => resolve({ code: error?.code, stderr }));
  const { code, stderr } = await promise;
  const { criteria: records, run } = JSON.parse(
    readFileSync(path.join(out, "pass-rate.json"), "utf8"),
  ) as ResultFile;
  rmSync(out, { recursive: true });
  const delivery = records.filter(({ suite }) => suite === "delivery");

  expect({ code, runtime: run.runtime }).toEqual({ code: 1, runtime: "delivery" });
  expect(stderr).not.toContain("Bringing up");
  expect(new Set(delivery.map(({ outcome }) => outcome))).toEqual(new Set(["not-verified"]));
  expect(delivery[0]?.reason).toBe(
    "needs engine: no container engine answers at DOCKER_HOST (tcp://127.0.0.1:1); correct or unset it",
  );
  expect(new Set(records.filter(({ suite }) => suite !== "delivery").map(({ outcome }) => outcome))).toEqual(
    new Set(["not-selected"]),
  );
});
