// What a step runs is a script of this repository, the same that a person can run, and takes nothing by text expansion.
import type { Step, Workflow } from "../workflow.ts";
import type { WorkflowRule } from "../workflow-finding.ts";

interface Running extends Step {
  readonly run: string;
}

const runsOf = ({ jobs }: Workflow): readonly Running[] =>
  jobs.flatMap(({ steps }) => steps).filter((step): step is Running => step.run !== undefined);

/** A title or a branch name that a stranger chose would become part of the program. */
export const noExpressionInRun: WorkflowRule = {
  id: "no-expression-in-run",
  judge: (workflow) =>
    runsOf(workflow)
      .filter(({ run }) => run.includes("${{"))
      .map(({ line }) => ({
        line,
        summary: "an expression is pasted into a command",
        cure: 'hand it over by env, and write "$NAME"',
      })),
};

const script = /^(?:npm (?:ci|test|run)|\.ci\/[\w-]+|docker load|git diff --exit-code)\b/;

export const runIsScript: WorkflowRule = {
  id: "run-is-script",
  judge: (workflow) =>
    runsOf(workflow)
      .filter(({ run }) => !script.test(run) || run.trim().includes("\n"))
      .map(({ line }) => ({
        line,
        summary: "a step has a program of its own, which nobody can run here",
        cure: "make it a script: npm run …, or a file in .ci/",
      })),
};

/** The script that a command runs: `npm run verify`, `npm ci`, `.ci/deploy`, `docker load`. */
export function scriptOf(command: string): string {
  const bare = command.trim().replace(/^npm run (?:-s|--silent) /, "npm run ");
  return /^(?:npm run \S+|npm \S+|docker \S+|\S+)/.exec(bare)?.[0] ?? bare;
}

/** What only GitHub can answer; each with why. */
const onlyThere: Readonly<Record<string, string>> = {
  ".ci/registry": "pushes to and pulls from the repository's own container registry",
};

/** Given what `.ci/run` says: a green run there must mean a green pipeline. */
export const alsoInCiRun = (ciRun: string): WorkflowRule => ({
  id: "also-in-ci-run",
  judge: (workflow) =>
    runsOf(workflow)
      .map((step) => ({ step, name: scriptOf(step.run) }))
      .filter(({ name }) => onlyThere[name] === undefined && !mentions(ciRun, name))
      .map(({ step: { line }, name }) => ({
        line,
        summary: `${name} is not in .ci/run: nobody knows before the pipeline whether it works`,
        cure: `add a step with ${name} to .ci/run`,
      })),
});

/** As a whole word, and not in a comment. */
function mentions(text: string, name: string): boolean {
  const code = text.replaceAll(/^\s*(?:#|\/\/).*$/gm, "");
  const escaped = name
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace("npm run ", "npm run (?:-s )?");
  return new RegExp(`(?:^|[\\s("])${escaped}(?:$|[\\s)"])`, "m").test(code);
}
