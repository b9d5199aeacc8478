// `npm run bench`: how fast the system comes up, how soon there is a verdict, and what the gateway and the metrics cost.
import { connectEngine } from "../fixtures/engine/engine.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { explainFailure } from "./explain-failure.ts";
import { benchBringUp } from "./bench-bring-up.ts";
import { benchContainers } from "./bench-containers.ts";
import { benchGateway } from "./bench-gateway.ts";
import { benchMetrics } from "./bench-metrics.ts";
import { benchVerdict } from "./bench-verdict.ts";
import { readArguments, unknownWord, UsageError } from "./usage-error.ts";

const parts = {
  "bring-up": benchBringUp,
  verdict: benchVerdict,
  gateway: benchGateway,
  metrics: benchMetrics,
  containers: benchContainers,
} as const;
type Part = keyof typeof parts;
const names = Object.keys(parts) as Part[];
const help = `Usage: npm run bench -- [--only ${names.join("|")}] [--runs N]

Each figure is printed as minimum, median and maximum over N runs (default 5).
The part containers needs a container engine, and is left out where there is none unless it is asked for.
`;

const isPart = (name: string): name is Part => name in parts;

/** All parts, but for containers where no engine answers: that is said. */
async function measurable(): Promise<readonly Part[]> {
  try {
    await connectEngine();
    return names;
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    console.log(`Without the part containers: ${error.message}.`);
    return names.filter((name) => name !== "containers");
  }
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2), {
    only: { type: "string" },
    runs: { type: "string", default: "5" },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return 0;
  }
  const runs = Number(options.runs);
  if (!Number.isInteger(runs) || runs < 1 || runs > 100)
    throw new UsageError(`--runs takes a number from 1 to 100, not "${options.runs}"`);
  const chosen = options.only ?? "";
  if (chosen !== "" && !isPart(chosen)) throw unknownWord("part", chosen, names);
  if (chosen !== "") await parts[chosen](runs);
  else for (const name of await measurable()) await parts[name](runs);
  return 0;
}

process.exitCode = await main().catch(explainFailure);
process.exit();
