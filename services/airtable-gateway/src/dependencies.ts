// What the routes of airtable-gateway work with.
import type { Log } from "#kit/log.ts";
import type { Airtable } from "./airtable.ts";
import type { AirtableMetrics } from "./airtable-metrics.ts";
import type { AnswerCache } from "./answer-cache.ts";

export interface Dependencies {
  readonly airtable: Airtable;
  readonly cache: AnswerCache;
  readonly metrics: AirtableMetrics;
  readonly log: Log;
  /** The base of a request that names none. */
  readonly defaultBase: string | undefined;
}
