// Replays pacts at one provider, and says of each interaction what became of it.
import { Verifier } from "@pact-foundation/pact";
import { z } from "zod";
import type { PactFile, PactInteraction } from "../pact-files.ts";
import type { AnyProvider } from "../providers/provider.ts";
import { didYouMean } from "../../fixtures/topology/did-you-mean.ts";
import { failureShape, failureText } from "./failure-text.ts";

export interface VerifiedInteraction extends PactInteraction {
  readonly outcome: "passed" | "failed" | "not-verified";
  readonly failure: string | null;
}

export interface VerifiedPact {
  readonly consumer: string;
  readonly provider: string;
  readonly interactions: readonly VerifiedInteraction[];
}

const resultShape = z.object({
  interactionResults: z.array(
    z.object({
      consumer: z.string(),
      description: z.string(),
      result: z.string(),
      mismatch: failureShape.nullish(),
    }),
  ),
});

type Results = z.infer<typeof resultShape>["interactionResults"];

/** Milliseconds for one answer. */
const answerTimeoutMs = 10_000;

type Faults = Map<string, string>;

/** The handlers, whose failures the verifier would only mention. */
function watched({ states }: AnyProvider, faults: Faults): AnyProvider["states"] {
  const entries = Object.entries(states).map(([name, handler]) => {
    const watch = () =>
      handler().catch((error: unknown) => {
        faults.set(name, error instanceof Error ? error.message : String(error));
        throw error;
      });
    return [name, watch] as const;
  });
  return Object.fromEntries(entries);
}

async function replay(provider: AnyProvider, pacts: readonly PactFile[], faults: Faults): Promise<Results> {
  const verifier = new Verifier({
    provider: provider.name,
    providerBaseUrl: provider.url,
    pactUrls: pacts.map(({ file }) => file),
    beforeEach: provider.reset,
    stateHandlers: watched(provider, faults),
    timeout: answerTimeoutMs,
    logLevel: "error",
  });
  // A verification that fails rejects with its results.
  const text = await verifier.verifyProvider().catch((error: unknown) => (error as Error).message);
  try {
    return resultShape.parse(JSON.parse(text)).interactionResults;
  } catch (cause) {
    throw new Error(`the verifier gave no results for ${provider.name}: ${text}`, { cause });
  }
}

function judge(interaction: PactInteraction, consumer: string, results: Results): VerifiedInteraction {
  const { description } = interaction;
  const found = results.find((each) => each.consumer === consumer && each.description === description);
  if (!found) return { ...interaction, outcome: "not-verified", failure: "the verifier left it out" };
  if (found.result === "OK") return { ...interaction, outcome: "passed", failure: null };
  return { ...interaction, outcome: "failed", failure: failureText(found.mismatch ?? undefined) };
}

/** The pacts must be the provider's own. An interaction whose state has no handler fails, whatever it is answered. */
export async function verifyProvider(
  provider: AnyProvider,
  pacts: readonly PactFile[],
): Promise<readonly VerifiedPact[]> {
  const faults: Faults = new Map();
  const results = await replay(provider, pacts, faults);
  const known = Object.keys(provider.states);
  const verdict = (interaction: PactInteraction, consumer: string): VerifiedInteraction => {
    const { state } = interaction;
    if (state === null || known.includes(state)) {
      const judged = judge(interaction, consumer, results);
      const fault = judged.outcome === "failed" ? faults.get(state ?? "") : undefined;
      return fault === undefined
        ? judged
        : { ...judged, failure: `the state cannot be brought about: ${fault}` };
    }
    const failure = `${provider.name} has no handler for the state "${state}"; ${didYouMean(state, known)}`;
    return { ...interaction, outcome: "failed", failure };
  };
  return pacts.map(({ consumer, provider: name, interactions }) => ({
    consumer,
    provider: name,
    interactions: interactions.map((interaction) => verdict(interaction, consumer)),
  }));
}
