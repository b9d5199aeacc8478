// `npm run check:workflows`: lints .github/workflows, and prints each finding with its file and line.
import path from "node:path";
import { lintWorkflows } from "../suites/pipelines/lint-workflows.ts";

const root = path.resolve(import.meta.dirname, "..");
const findings = await lintWorkflows(root);
for (const { file, line, rule, summary, cure } of findings)
  console.error(`${file}:${line}: ${summary} [${rule}]; ${cure}`);
process.exitCode = findings.length > 0 ? 1 : 0;
