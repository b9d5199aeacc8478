import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished, expect, test } from "vitest";
import { readSideResults } from "./side-results.ts";

function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "side-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

const proof = {
  commit: null,
  control: { clean: true },
  score: { caught: 3, by_intended: 2, diagnosed: 2, total: 4 },
};
const edge = { consumer: "a", provider: "b", verdict: "passed", interactions: [] };

test("When nothing lies beside the run, then there is nothing and no fault", () => {
  expect(readSideResults(folderWith({}))).toEqual({ proof: undefined, contracts: undefined, faults: [] });
});

test("When proof and contracts lie there, then they are read", () => {
  const contracts = { commit: "abc", edges: [edge] };

  expect(readSideResults(folderWith({ "proof.json": proof, "contracts.json": contracts }))).toEqual({
    proof,
    contracts,
    faults: [],
  });
});

test("When one of them is not what it should be, then it is left out with a sentence, and the other is read", () => {
  const files = {
    "proof.json": proof,
    "contracts.json": { commit: null, edges: [{ ...edge, verdict: "fine" }] },
  };

  expect(readSideResults(folderWith(files))).toMatchObject({
    proof,
    contracts: undefined,
    faults: ["contracts.json was left out: it is not what it should be (edges.0.verdict)"],
  });
  expect(readSideResults(folderWith({ "proof.json": "{" })).faults).toEqual([
    "proof.json was left out: it is not what it should be (no JSON)",
  ]);
});
