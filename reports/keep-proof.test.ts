import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished, expect, test } from "vitest";
import { keepProof, readProof } from "./keep-proof.ts";
import type { ProofFault, ProofResults } from "./proof-results.ts";
import { sampleBaseline, sampleMutation, samplePath, sampleProof } from "./sample-proof.ts";

const faults = [{ id: "a" } as ProofFault];
const ofFaults: ProofResults = { ...sampleProof, full: true, faults };
const atOnce: ProofResults = { ...sampleProof, baseline: sampleBaseline(20, 100) };
const mending: ProofResults = { ...atOnce, path: samplePath(20, 60, 100) };

test("When a baseline is proved after the catalogue, then the catalogue's matrix stays", () => {
  expect(keepProof(atOnce, ofFaults)).toEqual({ ...ofFaults, baseline: atOnce.baseline });
});

test("When the catalogue is proved after a path, then the path stays", () => {
  expect(keepProof(ofFaults, mending)).toEqual({
    ...ofFaults,
    baseline: mending.baseline,
    path: mending.path,
  });
});

test("When services are changed at random after the catalogue, or before it, then both stay", () => {
  const random: ProofResults = { ...sampleProof, mutation: sampleMutation() };
  const both = { ...ofFaults, mutation: random.mutation };
  expect(keepProof(random, ofFaults)).toEqual(both);
  expect(keepProof(ofFaults, random)).toEqual(both);
});

test("When what lies there is of another commit or runtime, then nothing of it stays", () => {
  expect(keepProof(ofFaults, { ...mending, commit: "fedcba" })).toEqual(ofFaults);
  expect(keepProof(ofFaults, { ...mending, runtime: "containers" })).toEqual(ofFaults);
  expect(keepProof({ ...ofFaults, commit: null }, { ...mending, commit: null }).path).toBeUndefined();
});

test("When what lies there is no proof, then there is none", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "proof-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "proof.json");
  expect(readProof(file)).toBeUndefined();
  for (const text of ["{", "null", '{"schema_version":"0.9.0","faults":[]}']) {
    writeFileSync(file, text);
    expect(readProof(file)).toBeUndefined();
  }
  writeFileSync(file, JSON.stringify(mending));
  expect(readProof(file)).toEqual(mending);
});
