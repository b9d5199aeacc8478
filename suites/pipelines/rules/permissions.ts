// A token may do no more than its job needs, and none that may write is given to code that nobody has reviewed.
import type { Job, Permissions, Workflow } from "../workflow.ts";
import type { WorkflowFault, WorkflowRule } from "../workflow-finding.ts";

const writesOf = (permissions: Permissions): readonly string[] =>
  typeof permissions === "object" && permissions !== null
    ? Object.entries(permissions)
        .filter(([, access]) => access === "write")
        .map(([scope]) => scope)
    : [];

/** A word such as `write-all`, or nothing said, which leaves it to the repository's settings. */
const isBroad = (permissions: Permissions): boolean =>
  permissions === undefined || permissions === null || typeof permissions === "string";

/** The workflow's own are what a job has that says nothing: reading the tree is all. */
export const permissionsDeclared: WorkflowRule = {
  id: "permissions-declared",
  judge: ({ permissions, jobs }) => {
    const broad: readonly WorkflowFault[] = isBroad(permissions)
      ? [{ line: 1, summary: "the workflow does not say what its token may do", cure: "permissions: {}" }]
      : writesOf(permissions).map((scope) => ({
          line: 1,
          summary: `every job of the workflow may write ${scope}`,
          cure: "give that to the one job that needs it",
        }));
    const words = jobs
      .filter((job) => typeof job.permissions === "string")
      .map(({ name, line }) => ({
        line,
        summary: `${name} takes permissions by one word`,
        cure: "name each scope that it needs",
      }));
    return [...broad, ...words];
  },
};

/** What a job must do to have use for a scope. */
const needs: Readonly<Record<string, (job: Job) => boolean>> = {
  packages: (job) => job.steps.some(({ run }) => /\.ci\/registry push\b/.test(run ?? "")),
  pages: (job) => job.steps.some(({ uses }) => uses?.startsWith("actions/deploy-pages@")),
  "id-token": (job) => job.steps.some(({ uses }) => uses?.startsWith("actions/deploy-pages@")),
  "pull-requests": (job) => job.steps.some(({ run }) => /\bpull-request\b.*--comment\b/.test(run ?? "")),
};

export const permissionsUsed: WorkflowRule = {
  id: "permissions-used",
  judge: ({ jobs }) =>
    jobs.flatMap((job) =>
      writesOf(job.permissions)
        .filter((scope) => needs[scope]?.(job) !== true)
        .map((scope) => ({
          line: job.line,
          summary: `${job.name} may write ${scope}, and no step of it does`,
          cure: `take ${scope}: write away`,
        })),
    ),
};

const trusted = /github\.ref == 'refs\/heads\/main'/;

/** A pull request's own code runs in its jobs, and its install scripts too. */
export const permissionsTrusted: WorkflowRule = {
  id: "permissions-trusted",
  judge: ({ on, jobs }: Workflow) =>
    jobs
      .filter((job) => on.includes("pull_request") && writesOf(job.permissions).length > 0)
      .filter((job) => !trusted.test(job.if))
      .map(({ name, line }) => ({
        line,
        summary: `${name} has a token that may write, and runs for pull requests`,
        cure: "if: github.ref == 'refs/heads/main'",
      })),
};
