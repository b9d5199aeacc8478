// `npm run contracts:can-i-deploy -- --service X`: may this version of X go out beside what is deployed?
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Broker, createBroker } from "../contracts/broker.ts";
import { judgeDeployability } from "../contracts/deployability.ts";
import { commitOfRef, openDeployedTree } from "../contracts/deployed-tree.ts";
import { readEdges } from "../contracts/edges.ts";
import { type PactFile, readPacts } from "../contracts/pact-files.ts";
import type { VerifiedPact } from "../contracts/verification/verify-provider.ts";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { readTopology } from "../fixtures/topology.ts";
import { failureLines } from "../reports/render/contract-table.ts";
import { runConsumers } from "./contracts/run-consumers.ts";
import { explainFailure } from "./explain-failure.ts";
import { readArguments, unknownWord, UsageError } from "./usage-error.ts";

const help = `Usage: npm run contracts:can-i-deploy -- --service NAME [--to REF]

May the service of this tree go out beside the other services of git ref REF, which is what is deployed? Its pacts are
written anew and replayed at their versions of its providers; their pacts are replayed at it.

  --service NAME   a service of compose.test.yml
  --to REF         a branch, tag or commit (default: origin/main, or else main)
  --help           this text

With PACT_BROKER_BASE_URL (and PACT_BROKER_TOKEN) pacts and results are published to that broker, REF is the
environment, and the broker's answer counts.
Exit codes: 0 yes, 1 no, 2 wrong usage, 3 the command itself failed.
`;

const root = path.resolve(import.meta.dirname, "..");

function deployedRef(given: string | undefined): string {
  if (given !== undefined) return given;
  const found = ["origin/main", "main"].find((ref) => commitOfRef(root, ref) !== undefined);
  if (found === undefined)
    throw new UsageError("neither origin/main nor main is here; say with --to what is deployed");
  return found;
}

interface Question {
  readonly service: string;
  readonly to: string;
  readonly own: readonly PactFile[];
  readonly services: ReadonlySet<string>;
}

interface Decision {
  readonly deployable: boolean;
  readonly verified: readonly VerifiedPact[];
  /** In the broker's words. */
  readonly reason?: string;
}

async function askTrees({ service, to, own, services }: Question): Promise<Decision> {
  using deployed = openDeployedTree(root, to);
  return await judgeDeployability({ root, service, deployed, own, services });
}

/** The pacts are known to the broker under this commit; what was seen of them here goes with them. */
async function askBroker(broker: Broker, { service, to, own, services }: Question): Promise<Decision> {
  const version = commitOfRef(root, "HEAD");
  if (version === undefined) throw new UsageError("a broker needs a version, and this is no git repository");
  await broker.publish(own, version, undefined);
  const { verified } = await askTrees({ service, to: "HEAD", own, services });
  const mine = verified.filter(({ consumer }) => consumer === service);
  for (const pact of mine) await broker.record(pact, { consumer: version, provider: version });
  const { deployable, reason } = await broker.canIDeploy(service, version, to);
  return { deployable, reason, verified: deployable ? [] : verified };
}

const lines = (verified: readonly VerifiedPact[]) =>
  failureLines({
    schema_version: "1.0.0",
    commit: null,
    edges: verified.map((pact) => ({ ...pact, verdict: "failed" })),
  });

async function decide(service: string, to: string | undefined): Promise<number> {
  const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
  const services = new Set(
    topology.services.filter(({ verify }) => verify?.role === "service").map(({ name }) => name),
  );
  if (!services.has(service)) throw unknownWord("service", service, [...services]);
  await ensureRedisServer(console.log);
  const pacts = mkdtempSync(path.join(tmpdir(), "pacts-"));
  try {
    const edges = readEdges(root).filter(({ consumer }) => consumer === service);
    const failures = edges.length > 0 ? await runConsumers({ root, edges, pacts }) : [];
    for (const { title, message } of failures)
      console.error(`  ✗ ${service}'s own test fails: ${title}\n    ${message}`);
    if (failures.length > 0) return 1;
    const { PACT_BROKER_BASE_URL: url, PACT_BROKER_TOKEN: token } = process.env;
    const where = url ? (to ?? "production") : deployedRef(to);
    const question = { service, to: where, own: readPacts(pacts), services };
    const { deployable, verified, reason } = url
      ? await askBroker(createBroker({ url, token }), question)
      : await askTrees(question);
    const count = verified.flatMap(({ interactions }) => interactions).length;
    const why =
      reason === undefined
        ? `${count} interactions with ${where} were replayed`
        : `the broker says: ${reason}`;
    console.log(
      `${deployable ? "Yes" : "No"}: ${service} ${deployable ? "may" : "must not"} go out beside ${where}; ${why}.`,
    );
    for (const line of lines(verified)) console.log(`  ${line}`.trimEnd());
    return deployable ? 0 : 1;
  } finally {
    rmSync(pacts, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const values = readArguments(process.argv.slice(2), {
    service: { type: "string" },
    to: { type: "string" },
    help: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.service === undefined)
    throw new UsageError("say with --service which one is to go out; see --help");
  return await decide(values.service, values.to);
}

process.exitCode = await main().catch(explainFailure);
// Nothing that a library forgot to close may keep a finished run alive.
process.exit();
