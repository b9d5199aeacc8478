// Puts together what became of each edge: the consumer's tests, the pact, and what its provider made of it.
import type { Edge } from "../../contracts/edges.ts";
import type { PactFile } from "../../contracts/pact-files.ts";
import type { VerifiedPact } from "../../contracts/verification/verify-provider.ts";
import type { EdgeRecord, InteractionRecord } from "../../reports/contract-results.ts";
import type { ConsumerFailure } from "./run-consumers.ts";

export interface Findings {
  readonly pacts: readonly PactFile[];
  readonly verified: readonly VerifiedPact[];
  readonly failures: readonly ConsumerFailure[];
}

const isOf =
  ({ consumer, provider }: Pick<Edge, "consumer" | "provider">) =>
  (each: Pick<Edge, "consumer" | "provider">) =>
    each.consumer === consumer && each.provider === provider;

function verdictOf(interactions: readonly InteractionRecord[]): EdgeRecord["verdict"] {
  if (interactions.some(({ outcome }) => outcome === "failed")) return "failed";
  const isWhole = interactions.length > 0 && interactions.every(({ outcome }) => outcome === "passed");
  return isWhole ? "passed" : "not-verified";
}

export function edgeRecord(edge: Edge, { pacts, verified, failures }: Findings): EdgeRecord {
  const { consumer, provider } = edge;
  const pact = pacts.find(isOf(edge));
  const own = failures.filter(isOf(edge)).map(({ title, message }): InteractionRecord => {
    const failure = `${consumer}'s own test fails: ${message}`;
    return { description: title, state: null, outcome: "failed", failure };
  });
  if (!pact && own.length === 0) return { consumer, provider, verdict: "missing", interactions: [] };
  const seen = verified.find(isOf(edge))?.interactions;
  const unseen = pact?.interactions.map((each) => ({
    ...each,
    outcome: "not-verified" as const,
    failure: null,
  }));
  const interactions = [...own, ...(seen ?? unseen ?? [])];
  return { consumer, provider, verdict: verdictOf(interactions), interactions };
}
