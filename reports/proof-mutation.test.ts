import { expect, test } from "vitest";
import { type MutantOutcome, mutationScoreOf, type ProofMutant } from "./proof-mutation.ts";

const mutants = (...outcomes: readonly MutantOutcome[]) =>
  outcomes.map((outcome) => ({ outcome }) as ProofMutant);

test("When mutants are counted, then the rate is of the covered ones, and what could not be judged is in none", () => {
  expect(mutationScoreOf(mutants("caught", "caught", "survived", "not-covered", "error"))).toEqual({
    caught: 2,
    survived: 1,
    covered: 3,
    not_covered: 1,
    percent: 66.6,
  });
});

test("When none was covered, then there is no rate", () => {
  expect(mutationScoreOf(mutants("not-covered")).percent).toBeNull();
});
