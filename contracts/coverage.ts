// Holds the pacts against the topology: no edge without a pact, no pact without an edge.
import type { Edge } from "./edges.ts";
import { type PactFile, pactName } from "./pact-files.ts";

type Sides = Pick<PactFile, "consumer" | "provider">;

const has = (all: readonly Sides[], { consumer, provider }: Sides): boolean =>
  all.some((each) => each.consumer === consumer && each.provider === provider);

/** One sentence for each edge or pact that stands alone. */
export function coverageFaults(edges: readonly Edge[], pacts: readonly Sides[]): readonly string[] {
  const bare = edges.filter((edge) => !has(pacts, edge));
  const stray = pacts.filter((pact) => !has(edges, pact));
  return [
    ...bare.map(
      ({ consumer, provider, variable, at }) =>
        `${consumer} calls ${provider} (${variable}, ${at.file}:${at.line}), and no pact says how; write contracts/consumers/${consumer}/${provider}.test.ts`,
    ),
    ...stray.map(
      (pact) =>
        `${pactName(pact)} is a pact of ${pact.consumer} with ${pact.provider}, whom it does not call; remove it with its test, or give ${pact.consumer} the URL`,
    ),
  ];
}
