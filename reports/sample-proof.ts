// Proofs for tests: one without faults, and a path whose steps mend one fault each.
import { goalOf, goals, type ProofBaseline, type ProofPath, type ProofStep } from "./proof-path.ts";
import { mutationScoreOf, type ProofMutant, type ProofMutation } from "./proof-mutation.ts";
import { type ProofResults, scoreOf } from "./proof-results.ts";
import { fraction } from "./tally.ts";

function sampleStep(percent: number, index: number, count: number): ProofStep {
  return {
    id: `step-${index}`,
    task: index === 0 ? null : "1.1",
    mended: index === 0 ? [] : [{ id: `fault-${index}`, title: `The fault <${index}>` }],
    broken: count - 1 - index,
    hidden: index === 0 ? ["fault-2"] : [],
    rate: fraction(Math.round(percent * 10), 1000),
    failed: ["auth.register"],
    blocked: 7,
    duration_ms: 30_000,
    error: null,
  };
}

/** A step for each percentage. */
export function samplePath(...percents: readonly number[]): ProofPath {
  const steps = percents.map((percent, index) => sampleStep(percent, index, percents.length));
  return { steps, goals: goals.map((percent) => goalOf(percent, steps)) };
}

export function sampleBaseline(...percents: readonly number[]): ProofBaseline {
  const [broken, mended] = [sampleStep(percents[0] ?? 0, 0, 3), sampleStep(percents.at(-1) ?? 0, 2, 3)];
  const historic = { date: "2025-08-08", passed: 15, of: 42, percent: 35.7 };
  return { historic, broken, mended, left_out: [{ id: "other-probe", reason: "it rewrites the same line" }] };
}

export const sampleProof: ProofResults = {
  schema_version: "1.0.0",
  commit: "0123456789abcdef",
  started_at: "2026-11-25T10:00:00.000Z",
  duration_ms: 60_000,
  runtime: "embedded",
  full: false,
  control: { clean: true, runs: 1, clean_runs: 1, judged: 120, failed: [] },
  faults: [],
  not_run: [],
  score: scoreOf([]),
};

const sampleMutant: ProofMutant = {
  id: "0123456789ab",
  area: "limits",
  file: "services/kit/rate-limit.ts",
  line: 64,
  column: 9,
  mutator: "EqualityOperator",
  original: "points > limit.max",
  replacement: "points >= limit.max",
  outcome: "caught",
  caught_by: ["rate-limits.login"],
  timed_out: false,
  duration_ms: 20_000,
  error: null,
};

/** One caught, one that survived, one that nothing comes to. */
export function sampleMutation(): ProofMutation {
  const survived = { outcome: "survived", caught_by: [] } as const;
  const mutants: readonly ProofMutant[] = [
    sampleMutant,
    { ...sampleMutant, id: "1", line: 70, replacement: "points < <limit>", ...survived },
    { ...sampleMutant, id: "2", line: 80, outcome: "not-covered", caught_by: [] },
  ];
  return { seed: 7, modules: 2, population: 90, reached: 80, mutants, score: mutationScoreOf(mutants) };
}
