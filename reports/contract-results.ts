// The shape of contracts.json, version 1.0.0: what became of each edge between two services.

export interface InteractionRecord {
  readonly description: string;
  /** The provider's state that it presupposes. */
  readonly state: string | null;
  readonly outcome: "passed" | "failed" | "not-verified";
  /** For a person: the fields at fault, what was expected and what was there. */
  readonly failure: string | null;
}

export interface EdgeRecord {
  readonly consumer: string;
  readonly provider: string;
  /** `missing`: the topology has the edge, and there is no pact for it. */
  readonly verdict: "passed" | "failed" | "missing" | "not-verified";
  readonly interactions: readonly InteractionRecord[];
}

export interface ContractResults {
  readonly schema_version: "1.0.0";
  /** Full commit id; null outside a repository. */
  readonly commit: string | null;
  readonly edges: readonly EdgeRecord[];
}
