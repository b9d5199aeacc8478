// May a service go out beside the others? Its pacts are replayed at what is deployed, and what is deployed at it.
import { existsSync } from "node:fs";
import path from "node:path";
import type { DeployedTree } from "./deployed-tree.ts";
import { type PactFile, readPacts } from "./pact-files.ts";
import { entry, runVerification } from "./verification/run-verification.ts";
import type { VerifiedPact } from "./verification/verify-provider.ts";

export interface DeployabilityOptions {
  readonly root: string;
  readonly service: string;
  /** What is deployed. */
  readonly deployed: DeployedTree;
  /** The service's own pacts, as its consumer tests have just written them. */
  readonly own: readonly PactFile[];
  /** Whose versions are deployed; what is no service is asked in this tree. */
  readonly services: ReadonlySet<string>;
}

const filesOf = (pacts: readonly PactFile[]) => pacts.map(({ file }) => file);

const unverified = (pacts: readonly PactFile[], failure: string): readonly VerifiedPact[] =>
  pacts.map(({ consumer, provider, interactions }) => ({
    consumer,
    provider,
    interactions: interactions.map((each) => ({ ...each, outcome: "not-verified", failure })),
  }));

/** The new version's needs, of the others' deployed versions. */
async function asConsumer({
  root,
  deployed,
  own,
  services,
}: DeployabilityOptions): Promise<readonly VerifiedPact[]> {
  const beside = own.filter(({ provider }) => services.has(provider));
  const others = own.filter(({ provider }) => !services.has(provider));
  const answersThere = existsSync(path.join(deployed.directory, entry));
  const seen = answersThere
    ? await runVerification(deployed.directory, filesOf(beside))
    : unverified(beside, `the deployed version, ${deployed.commit.slice(0, 9)}, cannot replay pacts yet`);
  return [...seen, ...(await runVerification(root, filesOf(others)))];
}

/** The others' deployed needs, of the new version. */
async function asProvider({
  root,
  service,
  deployed,
}: DeployabilityOptions): Promise<readonly VerifiedPact[]> {
  const folder = path.join(deployed.directory, "contracts/pacts");
  if (!existsSync(folder)) return [];
  return runVerification(root, filesOf(readPacts(folder).filter(({ provider }) => provider === service)));
}

export interface Deployability {
  readonly deployable: boolean;
  readonly verified: readonly VerifiedPact[];
}

/** Deployable when every interaction with the deployed others was seen to hold. */
export async function judgeDeployability(options: DeployabilityOptions): Promise<Deployability> {
  const verified = [...(await asConsumer(options)), ...(await asProvider(options))];
  const interactions = verified.flatMap((each) => each.interactions);
  return { deployable: interactions.every(({ outcome }) => outcome === "passed"), verified };
}
