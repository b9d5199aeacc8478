// Holds the lint of workflows: each rule sees what is planted for it, and this tree's own workflows are sound.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lintWorkflow, lintWorkflows, workflowRules } from "./lint-workflows.ts";
import { missedWorkflowPlants, plantedRules, soundWorkflowFindings } from "./plants.ts";
import { scriptOf } from "./rules/scripts.ts";

const root = path.resolve(import.meta.dirname, "../..");

test("When a fault is planted for each rule, then that rule sees it", async () => {
  expect(await missedWorkflowPlants()).toEqual([]);
});

test("When nothing is planted, then nothing is found", async () => {
  expect(await soundWorkflowFindings()).toEqual([]);
});

test("When there is a rule, then there is a plant for it", () => {
  expect(workflowRules("").filter(({ id }) => !plantedRules.has(id))).toEqual([]);
});

test("When the workflows of this tree are linted, then nothing is found", async () => {
  expect(await lintWorkflows(root)).toEqual([]);
});

test("When a workflow is no YAML, or empty, then that is a finding and no crash", async () => {
  for (const text of ["jobs: [", "", "a: b: c", "- a"]) {
    const findings = await lintWorkflow({ file: "x.yml", text }, "");
    expect(findings.map(({ rule }) => rule)).toContain("actionlint");
  }
});

test("When a workflow that the plan asks for is missing, then that is a finding", async () => {
  const tree = mkdtempSync(path.join(tmpdir(), "workflows-test-"));
  mkdirSync(path.join(tree, ".github/workflows"), { recursive: true });
  mkdirSync(path.join(tree, ".ci"));
  writeFileSync(path.join(tree, ".ci/run"), "");
  const findings = await lintWorkflows(tree);
  rmSync(tree, { recursive: true });

  expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
    ["there", ".github/workflows/ci.yml"],
    ["there", ".github/workflows/deploy.yml"],
  ]);
});

test.each([
  ["npm ci", "npm ci"],
  ['npm run -s verify -- --shard "$SHARD" >> "$GITHUB_STEP_SUMMARY"', "npm run verify"],
  [".ci/deploy --image x", ".ci/deploy"],
  ["docker load --input x", "docker load"],
])("When the command is %j, then its script is %s", (command, script) => {
  expect(scriptOf(command)).toBe(script);
});
