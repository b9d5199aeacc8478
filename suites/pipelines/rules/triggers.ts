// What starts a workflow, and what of a stranger's reaches it then.
import type { Workflow } from "../workflow.ts";
import type { WorkflowRule } from "../workflow-finding.ts";

const lineWith = ({ text }: Workflow, pattern: RegExp): number =>
  text.split("\n").findIndex((line) => pattern.test(line)) + 1 || 1;

/** It runs with the repository's secrets and token for anybody's pull request. */
export const noPullRequestTarget: WorkflowRule = {
  id: "no-pull-request-target",
  judge: (workflow) =>
    workflow.on.includes("pull_request_target")
      ? [
          {
            line: lineWith(workflow, /pull_request_target/),
            summary: "pull_request_target gives a stranger's pull request this repository's token",
            cure: "use pull_request, and workflow_run for what needs a token",
          },
        ]
      : [],
};

/** After a run for a pull request of a fork, head_sha is the fork's code, and this workflow's token is not read-only. */
export const noForeignCheckout: WorkflowRule = {
  id: "no-foreign-checkout",
  judge: ({ on, jobs }) =>
    jobs
      .filter(() => on.includes("workflow_run"))
      .filter((job) => !/workflow_run\.event == 'push'/.test(job.if))
      .flatMap(({ name, steps }) =>
        steps
          .filter(({ uses, with: given }) => uses?.startsWith("actions/checkout@") && "ref" in given)
          .map(({ line }) => ({
            line,
            summary: `${name} checks out the code of another run, which may be a fork's`,
            cure: "if: github.event.workflow_run.event == 'push', or check out no ref",
          })),
      ),
};

/** A fork has none, so its pull requests would be red for no fault of theirs. */
export const noSecretForForks: WorkflowRule = {
  id: "no-secret-for-forks",
  judge: (workflow) => {
    const secret = /\$\{\{[^}]*\bsecrets\.(?!GITHUB_TOKEN\b)/;
    if (!workflow.on.includes("pull_request") || !secret.test(workflow.text)) return [];
    return [
      {
        line: lineWith(workflow, secret),
        summary: "a pull request from a fork has no secrets",
        cure: "take what it needs from a variable, or do it in a workflow of its own",
      },
    ];
  },
};

/** The token would stay in the work tree's git configuration, where every later step and package can read it. */
export const noCredentialsKept: WorkflowRule = {
  id: "no-credentials-kept",
  judge: ({ jobs }) =>
    jobs
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith("actions/checkout@"))
      .filter(({ with: given }) => given["persist-credentials"] !== false)
      .map(({ line }) => ({
        line,
        summary: "the checkout leaves its token in the work tree",
        cure: "persist-credentials: false",
      })),
};
