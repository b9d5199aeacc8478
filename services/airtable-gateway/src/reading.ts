// Reads through the cache: the kept answer, or Airtable's, which is then kept.
import { Problem } from "#kit/problem.ts";
import type { AirtableCall } from "./airtable.ts";
import type { CacheResult } from "./airtable-metrics.ts";
import type { Kind } from "./answer-cache.ts";
import type { Dependencies } from "./dependencies.ts";

export interface Reading {
  readonly call: Omit<AirtableCall, "requestId" | "isRead">;
  readonly kind: Kind;
  /** Airtable's JSON as the caller gets it; as it is when left out. */
  readonly shape?: (json: unknown) => unknown;
}

export interface Reader {
  readonly requestId: string;
  /** The caller wants Airtable asked anew. */
  readonly fresh: boolean;
}

/** The `type` of the Airtable error behind a problem. */
export function airtableErrorType(error: unknown): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const { airtable } = error.members as { airtable?: { type?: string } };
  return airtable?.type;
}

/** Airtable forgot where this listing stood: the kept first page would lead there again. */
const lostIteration = "LIST_RECORDS_ITERATOR_NOT_AVAILABLE";

/** The answer's JSON text, and where it came from. */
export async function read(
  { airtable, cache, metrics }: Dependencies,
  { call, kind, shape }: Reading,
  { requestId, fresh }: Reader,
): Promise<{ text: string; result: CacheResult }> {
  const base = call.base ?? "-";
  const ask = async () => {
    const reply = await airtable.call({ ...call, isRead: true, requestId });
    return shape ? JSON.stringify(shape(reply.json)) : reply.text;
  };
  const key = JSON.stringify([call.path, call.body]);
  try {
    const answer = await cache.answer({ base, kind, key, fresh }, ask);
    metrics.cache.inc({ result: answer.result });
    return answer;
  } catch (error) {
    if (airtableErrorType(error) === lostIteration) await cache.invalidate(base, [kind]);
    throw error;
  }
}
