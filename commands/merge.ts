// `npm run merge -- FILE…`: makes one verdict of several runs of one commit, and exits by the gate.
import path from "node:path";
import { keepCompiled } from "../fixtures/machine-cache.ts";
import { readTopology } from "../fixtures/topology.ts";
import { mergeResultFiles } from "../reports/merge.ts";
import { readResultFile } from "../reports/read-result-file.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import { componentsOf } from "../suites/components.ts";
import { knownSecrets } from "../suites/settings.ts";
import { explainFailure } from "./explain-failure.ts";
import { historyPath } from "./history-path.ts";
import { exitCodes } from "./exit-codes.ts";
import { makeFolder } from "./make-folder.ts";
import { reportResults } from "./report-results.ts";
import { testEnvironment } from "./test-environment.ts";
import { readWords, UsageError } from "./usage-error.ts";
import { gateOf } from "./verify-options.ts";

const mergeHelp = `Usage: npm run merge -- [options] FILE…

Makes one verdict of the pass-rate.json of several runs of one commit (shards, runtimes, the delivery
run): a criterion takes the outcome of the run that could judge it, and a failure anywhere wins.

  --gate GATE         what the exit code holds: green (default), a percentage, green,80, or none
  --file FILE         the compose file whose services are counted (default compose.test.yml)
  --out DIRECTORY     where the reports go (default reports/out)
  --history FILE      where full runs are remembered (default history.jsonl in that directory)
  --no-allure         make no Allure report
  --help              this text

Exit codes: 0 the gate held, 1 it did not, 2 wrong usage, 3 one of the runs did not come to a verdict.
`;

const root = path.resolve(import.meta.dirname, "..");

const options = {
  gate: { type: "string", default: "green" },
  file: { type: "string", default: "compose.test.yml" },
  out: { type: "string", default: "reports/out" },
  history: { type: "string" },
  "no-allure": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

async function main(): Promise<number> {
  keepCompiled();
  const { values, positionals } = readWords(process.argv.slice(2), options);
  if (values.help) {
    console.log(mergeHelp);
    return exitCodes.held;
  }
  const gate = gateOf(values.gate);
  if (positionals.length === 0) throw new UsageError("merge needs the result files of the runs; see --help");
  makeFolder(root, values.out);
  const topology = readTopology({
    file: path.resolve(root, values.file),
    env: testEnvironment(process.env),
  });
  const criteria = criteriaOf(componentsOf(topology));
  const results = positionals.map((name) => ({ name, file: readResultFile(name) }));
  const merged = mergeResultFiles(results, criteria);
  const { out, "no-allure": bare } = values;
  const history = historyPath(root, { out, history: values.history });
  const secrets = knownSecrets(topology);
  return await reportResults(merged, { root, out, history, gate, secrets, allure: !bare });
}

process.exitCode = await main().catch(explainFailure);
