// `npm run gate`: decides for a pipeline from result files alone, and exits by what it decides.
import path from "node:path";
import { judgeRules } from "../reports/gate-rules.ts";
import { readResultFile } from "../reports/read-result-file.ts";
import { allChecks } from "../suites/catalogue.ts";
import { explainFailure } from "./explain-failure.ts";
import { gateHelp, readGateOptions } from "./gate-options.ts";
import { exitCodes } from "./exit-codes.ts";
import { harnessFaults } from "./report-results.ts";

const root = path.resolve(import.meta.dirname, "..");

function main(): number {
  const options = readGateOptions(process.argv.slice(2), root);
  if (options.help) {
    console.log(gateHelp);
    return exitCodes.held;
  }
  const file = readResultFile(options.file);
  const base = options.base === undefined ? undefined : readResultFile(options.base);
  const { held, sentences } = judgeRules({ file, base, checks: allChecks }, options);
  for (const sentence of sentences) console.log(`${sentence.held ? "✓" : "✗"} ${sentence.text}`);
  const faults = harnessFaults(file);
  for (const fault of faults) console.error(`The harness failed: ${fault}`);
  if (faults.length > 0) return exitCodes.harness;
  return held ? exitCodes.held : exitCodes.notHeld;
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explainFailure(error);
}
