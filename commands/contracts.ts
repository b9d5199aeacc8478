// `npm run contracts`: writes the pacts by the consumers' tests, replays them at the providers, and says what holds.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { coverageFaults } from "../contracts/coverage.ts";
import { type Edge, readEdges } from "../contracts/edges.ts";
import { type PactFile, readPacts } from "../contracts/pact-files.ts";
import { pictureOf } from "../contracts/picture.ts";
import { runVerification } from "../contracts/verification/run-verification.ts";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import type { ContractResults } from "../reports/contract-results.ts";
import { renderContractPage } from "../reports/render/contract-page.ts";
import { renderContracts } from "../reports/render/contract-table.ts";
import { screenOf } from "../reports/render/layout.ts";
import { contractsHelp, readContractsOptions, selectEdges } from "./contracts-options.ts";
import { edgeRecord } from "./contracts/edge-records.ts";
import { runConsumers } from "./contracts/run-consumers.ts";
import { explainFailure } from "./explain-failure.ts";
import { makeFolder } from "./make-folder.ts";
import { commitOf } from "./run-info.ts";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "contracts/pacts");

const isAmong = (edges: readonly Edge[]) => (pact: PactFile) =>
  edges.some(({ consumer, provider }) => pact.consumer === consumer && pact.provider === provider);

function write(out: string, results: ContractResults): void {
  writeFileSync(path.join(out, "contracts.json"), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(path.join(out, "contracts.md"), renderContractPage(results));
}

async function main(): Promise<number> {
  const options = readContractsOptions(process.argv.slice(2));
  if (options.help) {
    console.log(contractsHelp);
    return 0;
  }
  const edges = readEdges(root);
  if (options.picture) {
    console.log(pictureOf(edges));
    return 0;
  }
  const selected = selectEdges(edges, options);
  const out = makeFolder(root, options.out);
  await ensureRedisServer(console.log);
  // A provider's side takes the pacts as they are: who works on it need not run everybody's tests.
  const asWriters = options.provider !== undefined && options.consumer === undefined ? [] : selected;
  const failures = asWriters.length > 0 ? await runConsumers({ root, edges: asWriters }) : [];
  const pacts = readPacts(folder);
  const replayed = pacts.filter(isAmong(selected));
  const verified = await runVerification(
    root,
    replayed.map(({ file }) => file),
  );
  const records = selected.map((edge) => edgeRecord(edge, { pacts, verified, failures }));
  const results: ContractResults = { schema_version: "1.0.0", commit: commitOf(root), edges: records };
  write(out, results);
  process.stdout.write(renderContracts(results, screenOf(process.stdout)));
  const faults = coverageFaults(edges, pacts);
  for (const fault of faults) console.error(`  ✗ ${fault}`);
  return faults.length === 0 && records.every(({ verdict }) => verdict === "passed") ? 0 : 1;
}

process.exitCode = await main().catch(explainFailure);
// Nothing that a library forgot to close may keep a finished run alive.
process.exit();
