// A process of its own that replays the pacts of its arguments at this tree's providers, and sends back the results:
// the verifier is native code that writes to standard output, and the providers may be those of another version.
import { type PactFile, readPact } from "./pact-files.ts";
import { readLiveAirtable } from "./providers/live-airtable.ts";
import { type Provider, providers } from "./states.ts";
import { verifyLive } from "./verification/live-pact.ts";
import { createStarting, type Starting } from "./verification/start-provider.ts";
import { type VerifiedPact, verifyProvider } from "./verification/verify-provider.ts";

const isProvider = (name: string): name is Provider => (providers as readonly string[]).includes(name);

async function verify(
  starting: Starting,
  name: string,
  pacts: readonly PactFile[],
): Promise<readonly VerifiedPact[]> {
  if (!isProvider(name)) {
    const failure = `this version has no provider ${name}`;
    return pacts.map((pact) => ({
      ...pact,
      interactions: pact.interactions.map((each) => ({ ...each, outcome: "not-verified" as const, failure })),
    }));
  }
  const live = name === "airtable" ? readLiveAirtable(process.env) : undefined;
  if (live) return await verifyLive(live, pacts);
  await using provider = await starting.start(name);
  return await verifyProvider(provider, pacts);
}

async function main(files: readonly string[]): Promise<void> {
  const pacts = Map.groupBy(files.map(readPact), ({ provider }) => provider);
  await using starting = createStarting();
  const results = await Promise.all([...pacts].map(([name, own]) => verify(starting, name, own)));
  process.send?.(results.flat());
}

await main(process.argv.slice(2));
