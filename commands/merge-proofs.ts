// `npm run prove:merge -- FILE…`: makes one proof of its parts, and exits as the whole would have.
import path from "node:path";
import { loadFaults } from "../fixtures/faults/load-faults.ts";
import { readTopology } from "../fixtures/topology.ts";
import { mergeProofs, missingOf } from "../reports/merge-proofs.ts";
import { readProofFile } from "../reports/read-proof-file.ts";
import { screenOf } from "../reports/render/layout.ts";
import { renderProofTerminal } from "../reports/render/proof-terminal.ts";
import { foldedList } from "../reports/render/wording.ts";
import { writeProof } from "../reports/write-proof.ts";
import { knownSecrets } from "../suites/settings.ts";
import { explainFailure } from "./explain-failure.ts";
import { proofCode } from "./prove/proof-code.ts";
import { testEnvironment } from "./test-environment.ts";
import { readWords, UsageError } from "./usage-error.ts";

const help = `Usage: npm run prove:merge -- [options] FILE…

Makes one proof of the proof.json of its parts (npm run prove -- --shard i/n): the same score that one
machine would have come to. Writes proof.json, proof.md and proof.html.

  --part              what no file tells of is no fault: these are not all parts
  --out DIRECTORY     where the reports go (default reports/out)
  --help              this text

Exit codes: 0 all caught, 1 a fault was missed, a part is missing or a control run was not clean,
2 wrong usage, 3 a fault could not be judged.
`;

const root = path.resolve(import.meta.dirname, "..");

async function main(): Promise<number> {
  const { values, positionals } = readWords(process.argv.slice(2), {
    part: { type: "boolean", default: false },
    out: { type: "string", default: "reports/out" },
    help: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (positionals.length === 0)
    throw new UsageError("prove:merge needs the proof.json of the parts; see --help");
  const parts = positionals.map((name) => ({ name, proof: readProofFile(name) }));
  const results = mergeProofs(parts, await loadFaults());
  const topology = readTopology({
    file: path.join(root, "compose.test.yml"),
    env: testEnvironment(process.env),
  });
  const written = writeProof(path.resolve(root, values.out), results, knownSecrets(topology));
  process.stdout.write(renderProofTerminal(results, screenOf(process.stdout)));
  console.log(`  Reports: ${written.map((file) => path.relative(root, file)).join(", ")}`);
  const missing = values.part ? [] : missingOf(results);
  if (missing.length > 0) console.error(`A part is missing: nobody judged ${foldedList(missing)}`);
  return proofCode(results) || (missing.length > 0 ? 1 : 0);
}

process.exitCode = await main().catch(explainFailure);
