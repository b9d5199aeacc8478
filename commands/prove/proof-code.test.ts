import { expect, test } from "vitest";
import { mutationScoreOf, type ProofMutant } from "../../reports/proof-mutation.ts";
import { sampleMutation, sampleProof } from "../../reports/sample-proof.ts";
import { proofCode } from "./proof-code.ts";

const codeFor = (...changes: readonly Partial<ProofMutant>[]) => {
  const [mutant] = sampleMutation().mutants;
  if (!mutant) throw new Error("the sample has no mutant");
  const mutants = changes.map((change) => ({ ...mutant, ...change }));
  return proofCode({
    ...sampleProof,
    mutation: { ...sampleMutation(), mutants, score: mutationScoreOf(mutants) },
  });
};
const survived = { outcome: "survived" } as const;

test("When enough random mutants were caught, then the proof is a success, whatever is not covered", () => {
  expect(codeFor({}, {}, {}, survived, { outcome: "not-covered" })).toBe(0);
});

test("When too many survived, or none was judged, then it is none", () => {
  expect(codeFor({}, survived)).toBe(1);
  expect(codeFor({ outcome: "not-covered" })).toBe(1);
});

test("When one could not be judged, then the harness failed", () => {
  expect(codeFor({}, { outcome: "error", error: "no port was free" })).toBe(3);
});

test("When the control run was not clean, then nothing is proved", () => {
  expect(proofCode({ ...sampleProof, control: { ...sampleProof.control, clean: false } })).toBe(1);
  expect(proofCode(sampleProof)).toBe(0);
});
