// Who calls whom over HTTP, as the compose file says it: each such edge needs a pact.
import path from "node:path";
import { type Position, type Service, type Topology, readTopology } from "../fixtures/topology.ts";

export interface Edge {
  readonly consumer: string;
  readonly provider: string;
  /** The variable of the consumer that holds the provider's URL. */
  readonly variable: string;
  readonly at: Position;
  /** The provider is no service of the topology. */
  readonly external: boolean;
}

/** Whom a service calls outside of the topology: nothing in a compose file says what such a URL leads to. */
const externals = [
  { consumer: "llm-orchestrator", provider: "language-model", variable: "LLM_BASE_URL" },
] as const;

const callable = new Set(["service", "airtable"]);

function hostOf(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const { protocol, hostname } = new URL(value);
  return /^https?:$/.test(protocol) ? hostname : undefined;
}

function edgesFrom(consumer: Service, topology: Topology): Edge[] {
  const found = new Map<string, Edge>();
  for (const { name: variable, value, at } of consumer.environment) {
    const host = hostOf(value);
    const target = topology.services.find(
      ({ name, verify }) => name === host && callable.has(verify?.role ?? ""),
    );
    const declared = externals.find((each) => each.consumer === consumer.name && each.variable === variable);
    const provider = target?.name ?? declared?.provider;
    if (provider === undefined || provider === consumer.name || found.has(provider)) continue;
    found.set(provider, { consumer: consumer.name, provider, variable, at, external: !target });
  }
  return [...found.values()];
}

/** In the order of the file. Datastores are no edges, and neither is what calls from outside. */
export const edgesOf = (topology: Topology): readonly Edge[] =>
  topology.services
    .filter(({ verify }) => verify?.role === "service")
    .flatMap((service) => edgesFrom(service, topology));

/** The edges of the compose file in `root`, whatever the caller's environment says. */
export const readEdges = (root: string): readonly Edge[] =>
  edgesOf(readTopology({ file: path.join(root, "compose.test.yml"), env: {} }));
