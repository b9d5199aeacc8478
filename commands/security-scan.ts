// `npm run security:scan`: judges the production configuration, the image, the repository and its packages.
import path from "node:path";
import type { Finding } from "../suites/hardening/finding.ts";
import { ExceptionsError, exceptionsFile } from "../suites/hardening/exceptions.ts";
import { ruleIds } from "../suites/hardening/rule-ids.ts";
import { type ScanResult, scanSecurity } from "../suites/hardening/scan.ts";
import { explainFailure } from "./explain-failure.ts";
import { readArguments, UsageError } from "./usage-error.ts";

const root = path.resolve(import.meta.dirname, "..");
const help = `Usage: npm run security:scan -- [options]

Looks for what makes the production system easier to break into, and prints each finding as
file:line rule: sentence; cure.

  --file FILE   the compose file (default docker-compose.production.yml)
  --no-audit    do not ask a registry for known holes of the packages
  --json        print the whole result as JSON
  --rules       list the rules, each with what breaks where it does not hold
  --help        this text

A finding that has to stay goes into ${exceptionsFile}: a list of rule, where (file, or file#service), reason
and expires (a day). An exception that is past its day, or that nothing needs, is a finding.

Exit codes: 0 nothing found, 1 something found, 2 wrong usage, 3 it could not scan.
`;

const line = ({ file, line: number, rule, summary, cure }: Finding) =>
  `${file}:${number} ${rule}: ${summary}; ${cure}`;

function print({ findings, accepted, scanned, notScanned }: ScanResult): void {
  for (const finding of findings) console.log(line(finding));
  if (findings.length > 0) console.log("");
  console.log(`Scanned: ${scanned.join("; ")}.`);
  if (notScanned.length > 0) console.log(`Not scanned: ${notScanned.join("; ")}.`);
  if (accepted.length > 0) console.log(`Accepted by ${exceptionsFile}: ${accepted.length}.`);
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  console.log(`${count} by ${Object.keys(ruleIds).length} rules.`);
}

const listRules = () =>
  Object.entries(ruleIds)
    .map(([id, why]) => `${id.padEnd(32)} ${why}`)
    .join("\n");

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2), {
    file: { type: "string", default: "docker-compose.production.yml" },
    "no-audit": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    rules: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help || options.rules) {
    console.log(options.help ? help : listRules());
    return 0;
  }
  const result = await scanSecurity({
    root,
    file: path.relative(root, path.resolve(options.file)),
    env: process.env,
    audit: !options["no-audit"],
    today: new Date().toISOString().slice(0, 10),
  }).catch((error: unknown) => {
    throw error instanceof ExceptionsError ? new UsageError(error.message) : error;
  });
  if (options.json) console.log(JSON.stringify(result, undefined, 2));
  else print(result);
  return result.findings.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch(explainFailure);
