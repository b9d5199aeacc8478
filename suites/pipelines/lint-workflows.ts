// Lints the workflows of a tree: by actionlint, and by the rules that this project holds itself to.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { actionlint } from "./actionlint.ts";
import { pinned, pinnedAlike } from "./rules/pins.ts";
import { permissionsDeclared, permissionsTrusted, permissionsUsed } from "./rules/permissions.ts";
import { bashEverywhere, concurrencyDeclared, runnerNamed, timeLimited } from "./rules/runs.ts";
import { alsoInCiRun, noExpressionInRun, runIsScript } from "./rules/scripts.ts";
import {
  noCredentialsKept,
  noForeignCheckout,
  noPullRequestTarget,
  noSecretForForks,
} from "./rules/triggers.ts";
import { readWorkflow } from "./workflow.ts";
import type { WorkflowFinding, WorkflowRule } from "./workflow-finding.ts";

const folder = ".github/workflows";
/** The plan asks for these by name. */
const wanted = ["ci.yml", "deploy.yml"];

export const workflowRules = (ciRun: string): readonly WorkflowRule[] => [
  pinned,
  pinnedAlike,
  permissionsDeclared,
  permissionsUsed,
  permissionsTrusted,
  noPullRequestTarget,
  noForeignCheckout,
  noSecretForForks,
  noCredentialsKept,
  concurrencyDeclared,
  timeLimited,
  runnerNamed,
  bashEverywhere,
  noExpressionInRun,
  runIsScript,
  alsoInCiRun(ciRun),
];

export interface WorkflowText {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
}

/** The workflows of the tree, by name. */
export function readWorkflowFiles(root: string): readonly WorkflowText[] {
  const names = readdirSync(path.join(root, folder)).filter((name) => /\.ya?ml$/.test(name));
  return names.toSorted().map((name) => {
    const file = `${folder}/${name}`;
    return { file, text: readFileSync(path.join(root, file), "utf8") };
  });
}

/** Of `.ci/run`, what it runs of its folder, and the delivery suite: what is tried before a pipeline. */
function readCiRun(root: string): string {
  const scripts = path.join(root, ".ci");
  const run = readFileSync(path.join(scripts, "run"), "utf8");
  const called = readdirSync(scripts).filter((name) => new RegExp(`\\.ci/${name}\\b`).test(run));
  const suite = path.join(root, "suites/delivery");
  const suites = existsSync(suite) ? readdirSync(suite).filter((name) => name.endsWith(".suite.ts")) : [];
  const files = [
    ...called.map((name) => path.join(scripts, name)),
    ...suites.map((name) => path.join(suite, name)),
  ];
  return [run, ...files.map((file) => readFileSync(file, "utf8"))].join("\n");
}

async function syntaxFindings({ file, text }: WorkflowText): Promise<readonly WorkflowFinding[]> {
  const said = await actionlint(file, text);
  return said.map(({ message, line, kind }) => ({
    rule: "actionlint",
    file,
    line,
    summary: message,
    cure: `https://github.com/rhysd/actionlint/blob/main/docs/checks.md says more (${kind})`,
  }));
}

/** What is wrong with one workflow, by line. */
export async function lintWorkflow(given: WorkflowText, ciRun: string): Promise<readonly WorkflowFinding[]> {
  const workflow = readWorkflow(given.file, given.text);
  const own = workflowRules(ciRun).flatMap(({ id, judge }) =>
    judge(workflow).map((fault) => ({ rule: id, file: given.file, ...fault })),
  );
  return [...(await syntaxFindings(given)), ...own].toSorted((a, b) => a.line - b.line);
}

/** Of all workflows of a tree, and of those that should be there and are not. */
export async function lintWorkflows(root: string): Promise<readonly WorkflowFinding[]> {
  const files = readWorkflowFiles(root);
  const missing = wanted
    .map((name) => `${folder}/${name}`)
    .filter((name) => files.every(({ file }) => file !== name))
    .map((file) => ({
      rule: "there",
      file,
      line: 1,
      summary: `${file} is not there`,
      cure: "write it: the plan's §7 asks for it",
    }));
  const ciRun = readCiRun(root);
  const found = await Promise.all(files.map((file) => lintWorkflow(file, ciRun)));
  return [...missing, ...found.flat()];
}
