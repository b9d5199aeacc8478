// How a workflow runs: superseded runs end, none hangs, and none is on a machine that changes under it.
import type { WorkflowRule } from "../workflow-finding.ts";

export const concurrencyDeclared: WorkflowRule = {
  id: "concurrency",
  judge: ({ concurrency, on, jobs }) => {
    if (concurrency === undefined || concurrency.group === "") {
      const summary = "two runs of the workflow for one branch go side by side";
      return [{ line: 1, summary, cure: "concurrency: with a group, and cancel-in-progress" }];
    }
    const deploys = jobs.some(({ environment }) => environment !== undefined && !on.includes("pull_request"));
    if (deploys && concurrency.cancel !== "false") {
      const summary = "a newer run may end a deployment in the middle";
      return [{ line: 1, summary, cure: "cancel-in-progress: false" }];
    }
    if (on.includes("pull_request") && concurrency.cancel === "false") {
      const summary = "a run for a commit that was superseded goes on to its end";
      return [{ line: 1, summary, cure: "cancel-in-progress: true for pull requests" }];
    }
    return [];
  },
};

const longestMinutes = 180;

export const timeLimited: WorkflowRule = {
  id: "time-limit",
  judge: ({ jobs }) =>
    jobs
      .filter(({ timeoutMinutes }) => timeoutMinutes === undefined || timeoutMinutes > longestMinutes)
      .map(({ name, line }) => ({
        line,
        summary: `${name} may hang for hours`,
        cure: `timeout-minutes: up to ${longestMinutes}`,
      })),
};

export const runnerNamed: WorkflowRule = {
  id: "runner-named",
  judge: ({ jobs }) =>
    jobs
      .filter(({ runsOn }) => /-latest\b/.test(runsOn))
      .map(({ name, line, runsOn }) => ({
        line,
        summary: `${name} runs on ${runsOn}, which becomes another system some day`,
        cure: "name its version: ubuntu-24.04",
      })),
};

/** Without it the last command of a pipe decides, and a failure before it is lost. */
export const bashEverywhere: WorkflowRule = {
  id: "shell",
  judge: ({ shell, jobs }) =>
    shell === "bash" || jobs.every(({ steps }) => steps.every(({ run }) => run === undefined))
      ? []
      : [
          {
            line: 1,
            summary: "a failure inside a pipe is lost in the shell that runs by default",
            cure: "defaults: { run: { shell: bash } }",
          },
        ],
};
