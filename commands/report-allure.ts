// `npm run report:allure`: makes the Allure report of a run that was judged before, as a folder and as one file.
import { existsSync } from "node:fs";
import path from "node:path";
import { keepCompiled } from "../fixtures/machine-cache.ts";
import { readResultFile } from "../reports/read-result-file.ts";
import { readParts } from "../reports/read-parts.ts";
import { readSideResults } from "../reports/side-results.ts";
import { makeAllureReport } from "./allure-report.ts";
import { explainFailure } from "./explain-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { readWords, UsageError } from "./usage-error.ts";

const help = `Usage: npm run report:allure [-- [options] [FILE]]

Makes the Allure report of a result file (default reports/out/pass-rate.json): allure/index.html with what it
loads, for a web server, and allure/allure.html, the same as one file that opens from disk. A full run enters
allure-history.jsonl once, however often its report is made.

  --out DIRECTORY     where the report goes (default: beside FILE)
  --help              this text

Exit codes: 0 made, 2 wrong usage, 3 Allure failed.
`;

const root = path.resolve(import.meta.dirname, "..");

const say = (sentence: string) => console.error(sentence);

async function main(): Promise<number> {
  keepCompiled();
  const { values, positionals } = readWords(process.argv.slice(2), {
    out: { type: "string" },
    help: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return exitCodes.held;
  }
  const [name = path.join(root, "reports/out/pass-rate.json"), ...more] = positionals;
  if (more.length > 0)
    throw new UsageError("report:allure takes one result file; npm run merge makes one of several");
  if (!existsSync(name) && positionals.length === 0)
    throw new UsageError("there is no run to report yet; npm run verify makes one");
  const file = readResultFile(name);
  const out = path.resolve(values.out ?? path.dirname(name));
  const parts = readParts(path.dirname(name));
  const { contracts, faults } = readSideResults(path.dirname(name));
  for (const fault of faults) say(fault);
  const pages = await makeAllureReport({
    root,
    out,
    file,
    parts,
    live: [],
    contracts,
    secrets: [],
    formats: ["folder", "file"],
    say,
  });
  for (const page of pages) console.log(path.relative(process.cwd(), page));
  return exitCodes.held;
}

process.exitCode = await main().catch(explainFailure);
