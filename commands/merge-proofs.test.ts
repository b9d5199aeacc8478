// Holds that a proof split over machines and merged says what the whole would have said, and what cannot be merged.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import type { Fault } from "../fixtures/faults/fault.ts";
import { loadFaults } from "../fixtures/faults/load-faults.ts";
import { mergeProofs, missingOf } from "../reports/merge-proofs.ts";
import { type ProofFault, type ProofResults, scoreOf } from "../reports/proof-results.ts";
import { readProofFile } from "../reports/read-proof-file.ts";
import { sampleBaseline, sampleMutation, samplePath } from "../reports/sample-proof.ts";
import { selectFaults } from "./prove/prove-options.ts";

// Each merge is a process of its own, which a busy machine takes seconds to start.
vi.setConfig({ testTimeout: 60_000 });
const catalogue = await loadFaults();
const folder = mkdtempSync(path.join(tmpdir(), "merge-proofs-"));
afterAll(() => rmSync(folder, { recursive: true }));

function judged({ id, title, kind }: Fault, changed: Partial<ProofFault> = {}): ProofFault {
  return {
    id,
    title,
    kind,
    section: 1,
    caught: true,
    by_intended: true,
    caught_by: ["auth.register"],
    unrelated: [],
    blocked: 0,
    intended: ["auth.register"],
    diagnosed: true,
    expected: "a line",
    diagnosis: null,
    duration_ms: 1000,
    error: null,
    ...changed,
  };
}

/** Every seventh was missed, every fifth has no cause named, and every third makes something else red. */
const outcome = (fault: Fault): ProofFault => {
  const index = catalogue.indexOf(fault);
  return judged(fault, {
    ...(index % 7 === 3 ? { caught: false, by_intended: false, caught_by: [], diagnosed: false } : {}),
    ...(index % 5 === 2 ? { diagnosed: false } : {}),
    ...(index % 3 === 1 ? { unrelated: ["auth.verify", "auth.profile"] } : {}),
  });
};

/** As `npm run prove` writes it of the faults that this part chose. */
function proofOf(chosen: readonly Fault[], changed: Partial<ProofResults> = {}): ProofResults {
  const here = chosen.filter(({ runtime }) => runtime === undefined);
  const elsewhere = chosen.filter(({ runtime }) => runtime !== undefined);
  const faults = here.map(outcome);
  return {
    schema_version: "1.0.0",
    commit: "a".repeat(40),
    started_at: "2026-11-25T02:17:00.000Z",
    duration_ms: 1000,
    runtime: "embedded",
    full: true,
    control: { clean: true, runs: 1, clean_runs: 1, judged: 100, failed: [] },
    faults,
    not_run: elsewhere.map(({ id, title, kind }) => ({ id, title, kind, reason: "only containers show it" })),
    score: scoreOf(faults),
    ...changed,
  };
}

const shards = (of: number) =>
  Array.from({ length: of }, (_, index) => {
    const shard = { part: index + 1, of };
    return proofOf(selectFaults({ faults: [], kinds: [], shard }, catalogue));
  });

const named = (proofs: readonly ProofResults[]) =>
  proofs.map((proof, index) => ({ name: `part-${index + 1}/proof.json`, proof }));

test.each([2, 4, 8])("When a proof is split into %s and merged, then it says what the whole says", (of) => {
  const whole = proofOf(catalogue);
  const { faults, not_run, score, control } = mergeProofs(named(shards(of)), catalogue);
  expect(score).toEqual(whole.score);
  expect(score.by_intended).toBeLessThan(score.total);
  expect({ faults, not_run }).toEqual({ faults: whole.faults, not_run: whole.not_run });
  expect(control).toMatchObject({ clean: true, runs: of, clean_runs: of });
});

test("When a part is missing, then its faults are told as judged by nobody", () => {
  const [first, ...rest] = shards(4);
  const merged = mergeProofs(named(rest), catalogue);
  expect(missingOf(merged)).toEqual(
    catalogue.map(({ id }) => id).filter((id) => first?.faults.some((fault) => fault.id === id)),
  );
});

test("When a control run of one part was not clean, then the whole's is not", () => {
  const [first, ...rest] = shards(2);
  if (!first) throw new Error("no part");
  const unclean = { clean: false, runs: 1, clean_runs: 0, judged: 99, failed: ["auth.login: 503"] };
  const { control } = mergeProofs(named([{ ...first, control: unclean }, ...rest]), catalogue);
  expect(control).toEqual({ clean: false, runs: 2, clean_runs: 1, judged: 100, failed: ["auth.login: 503"] });
});

test("When two parts judged the same fault, then what went wrong stands", () => {
  const [fault] = catalogue;
  if (!fault) throw new Error("no fault");
  const having = (changed: Partial<ProofFault>) => proofOf([], { faults: [judged(fault, changed)] });
  const broken = { error: "does not fit", caught: false, by_intended: false };
  const parts = named([
    having({}),
    having({ by_intended: false }),
    having(broken),
    having({ diagnosed: false }),
  ]);
  expect(mergeProofs(parts, catalogue).faults).toEqual([judged(fault, broken)]);
});

function written(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("When a part measured more than faults, then the whole keeps that", () => {
  const beside = { baseline: sampleBaseline(5, 99), path: samplePath(5, 62, 99), mutation: sampleMutation() };
  const [first, ...rest] = shards(2);
  const file = written("beside.json", { ...first, ...beside });
  expect(mergeProofs(named([...rest, readProofFile(file)]), catalogue)).toMatchObject(beside);
});

async function merge(...args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const words = [
    path.join(import.meta.dirname, "merge-proofs.ts"),
    "--out",
    path.join(folder, "out"),
    ...args,
  ];
  const { promise, resolve } = Promise.withResolvers<{ code: number; stderr: string }>();
  execFile(process.execPath, words, (error, _, stderr) =>
    resolve({ code: Number(error?.code ?? 0), stderr: stderr.trim() }),
  );
  return await promise;
}

const good = (part: ProofResults): ProofResults => {
  const faults = part.faults.map((fault) => ({
    ...fault,
    caught: true,
    by_intended: true,
    caught_by: ["x"],
  }));
  return { ...part, faults, score: scoreOf(faults) };
};

test("When all parts caught all, then the command ends with 0, and with 1 where one is missing", async () => {
  const [one = "", two = ""] = shards(2).map((part, index) => written(`good-${index}.json`, good(part)));
  expect(await merge(one, two)).toEqual({ code: 0, stderr: "" });
  const { faults } = JSON.parse(readFileSync(path.join(folder, "out/proof.json"), "utf8")) as ProofResults;
  expect(faults).toHaveLength(proofOf(catalogue).faults.length);
  const lacking = await merge(one);
  expect(lacking.code).toBe(1);
  expect(lacking.stderr).toMatch(/^A part is missing: nobody judged \S+, \S+, \S+ and \d+ more$/);
  expect(await merge(one, "--part")).toEqual({ code: 0, stderr: "" });
});

test.each([
  ["is not there", () => path.join(folder, "nowhere.json"), "nowhere.json is no proof (ENOENT"],
  ["is no JSON", () => written("no.json", "{"), "no.json is no proof ("],
  ["is no proof", () => written("other.json", { commit: 1 }), "other.json is no proof (schema_version: "],
  [
    "is of another commit",
    () => written("another.json", proofOf([], { commit: "b".repeat(40) })),
    `another.json is of ${"b".repeat(40)}, embedded, full`,
  ],
  [
    "tells of another catalogue",
    () => written("foreign.json", proofOf([], { not_run: [{ id: "x", title: "", kind: "", reason: "" }] })),
    "tells of the fault x, which this catalogue does not have",
  ],
])("When a file %s, then one sentence says so and the exit code is 2", async (_, file, sentence) => {
  const sound = written("sound.json", proofOf([]));
  const { code, stderr } = await merge(sound, file());
  expect({ code, lines: stderr.split("\n").length }).toEqual({ code: 2, lines: 1 });
  expect(stderr).toContain(sentence);
});
