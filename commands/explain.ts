// `npm run explain -- CRITERION`: what it checks, why, how it is judged, how it ended last, how to repeat it.
import path from "node:path";
import { readTopology } from "../fixtures/topology.ts";
import { screenOf } from "../reports/render/layout.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import { componentsOf } from "../suites/components.ts";
import { byHand } from "./explain/by-hand.ts";
import { gatherFacts } from "./explain/criterion-facts.ts";
import { renderFacts } from "./explain/render-facts.ts";
import { explainFailure } from "./explain-failure.ts";
import { historyPath } from "./history-path.ts";
import { testEnvironment } from "./test-environment.ts";
import { readWords, unknownWord, UsageError } from "./usage-error.ts";

const explainHelp = `Usage: npm run explain -- [options] CRITERION

Says what a check or criterion checks, why, where and how it is judged, how it ended last and what was
seen then, how it ended over the full runs, and how to repeat it by hand, with a curl command for each
request that it sent: npm run explain -- ports.mapping/airtable-gateway

  --file FILE         the compose file whose services are counted (default compose.test.yml)
  --out DIRECTORY     where the reports of earlier runs are (default reports/out)
  --history FILE      where full runs are remembered (default history.jsonl in that directory)
  --help              this text

Exit codes: 0 explained, 2 wrong usage.
`;

const root = path.resolve(import.meta.dirname, "..");

const declared = {
  file: { type: "string", default: "compose.test.yml" },
  out: { type: "string", default: "reports/out" },
  history: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

interface Where {
  readonly file: string;
  readonly out: string;
  readonly history: string | undefined;
}

function explain(id: string, { file, out, history }: Where): void {
  const topology = readTopology({ file: path.resolve(root, file), env: testEnvironment(process.env) });
  const all = criteriaOf(componentsOf(topology));
  const criteria = all.filter((criterion) => criterion.id === id || criterion.check.id === id);
  const [first] = criteria;
  if (!first) {
    const known = new Set(all.flatMap((criterion) => [criterion.check.id, criterion.id]));
    throw unknownWord("criterion", id, [...known]);
  }
  const historyFile = historyPath(root, { out, history });
  const folder = path.resolve(root, out);
  const facts = gatherFacts({ root, folder, historyFile, check: first.check, criteria });
  const screen = screenOf(process.stdout);
  process.stdout.write(`\n${renderFacts(facts, id, screen)}\n  ${screen.paint("bold", "By hand")}\n`);
  for (const line of byHand(id, facts, topology))
    console.log(`    ${line.startsWith("#") ? screen.paint("dim", line) : line}`);
}

function main(): number {
  const { values, positionals } = readWords(process.argv.slice(2), declared);
  if (values.help) {
    console.log(explainHelp);
    return 0;
  }
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0)
    throw new UsageError("explain needs one criterion, such as ports.mapping; see --help");
  explain(id, { ...values, history: values.history });
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explainFailure(error);
}
