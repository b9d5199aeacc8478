// Reads the command line of `npm run contracts`.
import type { Edge } from "../contracts/edges.ts";
import { readArguments, unknownWord } from "./usage-error.ts";

export const contractsHelp = `Usage: npm run contracts [-- options]

Runs each consumer's tests, which write contracts/pacts, and replays the pacts at each provider's real app.

  --consumer NAME   only the edges that start here: its tests, and their providers
  --provider NAME   only the edges that end here: its pacts as they are, without the consumers' tests
  --out DIRECTORY   where contracts.json and contracts.md go (default reports/out)
  --picture         print the picture of the edges (Mermaid) that belongs into docs/contracts.md, and end
  --help            this text

CONTRACTS_LIVE_AIRTABLE=1 also holds the real Airtable to its pact; docs/contracts.md says how.
Exit codes: 0 every edge holds, 1 one does not, 2 wrong usage, 3 the command itself failed.
`;

export interface ContractsOptions {
  readonly help: boolean;
  readonly picture: boolean;
  readonly consumer: string | undefined;
  readonly provider: string | undefined;
  readonly out: string;
}

/** @throws {UsageError} one sentence that names the word at fault. */
export function readContractsOptions(args: readonly string[]): ContractsOptions {
  const { help, picture, consumer, provider, out } = readArguments(args, {
    consumer: { type: "string" },
    provider: { type: "string" },
    out: { type: "string", default: "reports/out" },
    picture: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  return { help, picture, consumer, provider, out };
}

type Side = Pick<ContractsOptions, "consumer" | "provider">;

const known = (edges: readonly Edge[], side: keyof Side) => [...new Set(edges.map((edge) => edge[side]))];

/** The edges that the options leave. @throws {UsageError} for a name that has none. */
export function selectEdges(edges: readonly Edge[], wanted: Side): readonly Edge[] {
  for (const side of ["consumer", "provider"] as const) {
    const name = wanted[side];
    if (name !== undefined && !known(edges, side).includes(name))
      throw unknownWord(side, name, known(edges, side));
  }
  const { consumer, provider } = wanted;
  const selected = edges.filter(
    (edge) => (consumer ?? edge.consumer) === edge.consumer && (provider ?? edge.provider) === edge.provider,
  );
  if (selected.length > 0) return selected;
  throw unknownWord(
    "edge",
    `${consumer} → ${provider}`,
    edges.map((edge) => `${edge.consumer} → ${edge.provider}`),
  );
}
