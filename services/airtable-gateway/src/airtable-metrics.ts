// What the gateway counts of its traffic with Airtable and of its cache.
import { Counter, type Registry } from "prom-client";
import { type Outcome, outcomes } from "./airtable-reply.ts";

export type CacheResult = "hit" | "miss" | "bypass";

export interface AirtableMetrics {
  readonly requests: Counter<"outcome">;
  readonly retries: Counter;
  readonly cache: Counter<"result">;
}

/** Every outcome is there from the start, so that a rate over it is 0 and not absent. */
export function createAirtableMetrics(registry: Registry): AirtableMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: "airtable_requests_total",
    help: "Requests sent to Airtable, each attempt counted, by outcome",
    labelNames: ["outcome"] as const,
    registers,
  });
  const retries = new Counter({
    name: "airtable_retries_total",
    help: "Attempts at Airtable after the first",
    registers,
  });
  const cache = new Counter({
    name: "airtable_cache_total",
    help: "Reads by what the cache had: hit, miss, or bypass when it could not be asked",
    labelNames: ["result"] as const,
    registers,
  });
  for (const outcome of outcomes satisfies readonly Outcome[]) requests.inc({ outcome }, 0);
  for (const result of ["hit", "miss", "bypass"] satisfies CacheResult[]) cache.inc({ result }, 0);
  return { requests, retries, cache };
}
