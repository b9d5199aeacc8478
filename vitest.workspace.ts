// The test projects: the unit tests of every room, and the acceptance suites, one project a phase of a run.
import { defineConfig } from "vitest/config";

// Two systems that are judged at once share the processors: then one worker each is faster, and costs a third.
const workers = Number(process.env["VERIFIER_WORKERS"] ?? 4);

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
          include: ["{services,fixtures,suites,reports,commands,contracts}/**/*.test.ts"],
          pool: "threads",
          testTimeout: 20_000,
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
