// `npm run pull-request -- RESULTS`: the verdict as a page for a pull request, printed or kept as its comment.
import { existsSync } from "node:fs";
import { compareResults } from "../reports/compare-results.ts";
import { judgeGate } from "../reports/gate.ts";
import { readResultFile } from "../reports/read-result-file.ts";
import { renderPullRequest } from "../reports/render/pull-request.ts";
import { explainFailure } from "./explain-failure.ts";
import { commentOnPullRequest } from "./pull-request-comment.ts";
import { readWords, UsageError } from "./usage-error.ts";
import { gateOf } from "./verify-options.ts";

const help = `Usage: npm run pull-request -- RESULTS [options]

Prints the verdict of RESULTS (a pass-rate.json) as a page for a pull request: pass rate, root causes, what
changed against the base branch.

  --base FILE         the pass-rate.json of the base branch; one that is not there is said to be missing
  --gate GATE         what the page says of the gate: green (default), a percentage, green,80, or none
  --link URL          where the reports of the run are
  --comment           keep it as one comment of the pull request whose head was judged, made once and then
                      written anew; needs GITHUB_TOKEN, GITHUB_REPOSITORY, HEAD_OWNER, HEAD_BRANCH, HEAD_SHA
  --help              this text

Exit codes: 0 done, 2 wrong usage or files, 3 GitHub does not answer as it should. The verdict decides nothing here.
`;

const options = {
  base: { type: "string" },
  gate: { type: "string", default: "green" },
  link: { type: "string" },
  comment: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = readWords(process.argv.slice(2), options);
  if (values.help) {
    console.log(help);
    return 0;
  }
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError("pull-request takes one result file; see --help");
  const file = readResultFile(name);
  const base = values.base !== undefined && existsSync(values.base) ? readResultFile(values.base) : undefined;
  const page = renderPullRequest({
    file,
    gate: judgeGate(file, gateOf(values.gate)),
    comparison: base && compareResults(base, file),
    link: values.link,
  });
  if (values.comment) console.log(await commentOnPullRequest(page, process.env));
  else process.stdout.write(page);
  return 0;
}

process.exitCode = await main().catch(explainFailure);
