// The test projects: the unit tests of every room, the consumers' side of the contracts, and the acceptance suites,
// one project a phase of a run.
import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

/** They write the pacts: `npm run contracts` runs them, and then holds the providers to what they wrote. */
const consumerTests = "contracts/consumers/**/*.test.ts";

// Two systems that are judged at once share the processors: then one worker each is faster, and costs a third.
const workers = Number(process.env["VERIFIER_WORKERS"] ?? 4);

/** One fewer than there are processors would be one alone on two; much of the time a test waits for others. */
const unitWorkers = Math.max(2, availableParallelism() - 1);

const phases = [
  { phase: "side-by-side", maxWorkers: workers },
  { phase: "limits", maxWorkers: 1 },
  { phase: "disturbing", maxWorkers: 1 },
  { phase: "on-demand", maxWorkers: 1 },
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{services,fixtures,suites,reports,commands,contracts,monitoring}/**/*.test.ts"],
          exclude: [...configDefaults.exclude, consumerTests],
          pool: "threads",
          // Loading each file's modules anew would cost half of the time; what a test replaces is put back instead.
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
          maxWorkers: unitWorkers,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "contracts",
          include: [consumerTests],
          // The mock servers are native code, which is loaded once a process.
          pool: "forks",
          isolate: false,
          maxWorkers: 2,
          testTimeout: 20_000,
          env: { PACT_DO_NOT_TRACK: "true" },
        },
      },
      ...phases.map(({ phase, maxWorkers }, index) => ({
        test: {
          name: `suites:${phase}`,
          include: ["suites/**/*.suite.ts"],
          pool: "threads" as const,
          maxWorkers,
          isolate: false,
          sequence: { groupOrder: index + 1 },
          // A file may judge nothing in one of the phases.
          passWithNoTests: true,
        },
      })),
    ],
  },
});
