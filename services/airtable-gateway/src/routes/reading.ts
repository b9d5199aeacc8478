// Answers a read from the cache or from Airtable, and says which on X-Cache.
import type { Request, Response } from "express";
import { Problem } from "#kit/problem.ts";
import { contextOf } from "#kit/request-context.ts";
import type { AirtableCall } from "../airtable.ts";
import type { Kind } from "../answer-cache.ts";
import type { Dependencies } from "../dependencies.ts";

export interface Reading {
  readonly call: Omit<AirtableCall, "requestId" | "isRead">;
  readonly kind: Kind;
  /** Airtable's JSON as the caller gets it; as it is when left out. */
  readonly shape?: (json: unknown) => unknown;
}

/** Airtable forgot where this listing stood: the kept first page would lead there again. */
const lostIteration = "LIST_RECORDS_ITERATOR_NOT_AVAILABLE";

function isLostIteration(error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  const { airtable } = error.members as { airtable?: { type?: string } };
  return airtable?.type === lostIteration;
}

/** `Cache-Control: no-cache` asks Airtable anew (RFC 9111 §5.2.1.4). */
const wantsFresh = (request: Request): boolean => /\bno-cache\b/i.test(request.get("cache-control") ?? "");

/** Sends the answer. X-Cache: HIT, MISS, or BYPASS while Redis is away. */
export async function sendReading(
  { airtable, cache, metrics }: Dependencies,
  { call, kind, shape }: Reading,
  response: Response,
): Promise<void> {
  const request = response.req;
  const base = call.base ?? "-";
  const ask = async () => {
    const reply = await airtable.call({ ...call, isRead: true, requestId: contextOf(request).requestId });
    return shape ? JSON.stringify(shape(reply.json)) : reply.text;
  };
  const key = JSON.stringify([call.path, call.body]);
  const question = { base, kind, key, fresh: wantsFresh(request) };
  try {
    const { text, result } = await cache.answer(question, ask);
    metrics.cache.inc({ result });
    response.set("X-Cache", result.toUpperCase()).type("json").send(text);
  } catch (error) {
    if (isLostIteration(error)) await cache.invalidate(base, [kind]);
    throw error;
  }
}
