// Sends what was read, and says on X-Cache where it came from.
import type { Request, Response } from "express";
import { contextOf } from "#kit/request-context.ts";
import type { Dependencies } from "../dependencies.ts";
import { type Reading, read } from "../reading.ts";
import { type TablePlace, explained } from "../schema.ts";

/** `Cache-Control: no-cache` asks Airtable anew (RFC 9111 §5.2.1.4). */
const wantsFresh = (request: Request): boolean => /\bno-cache\b/i.test(request.get("cache-control") ?? "");

/** X-Cache: HIT, MISS, or BYPASS while Redis is away. */
export async function sendReading(
  dependencies: Dependencies,
  reading: Reading,
  response: Response,
): Promise<void> {
  const { requestId } = contextOf(response.req);
  const { text, result } = await read(dependencies, reading, { requestId, fresh: wantsFresh(response.req) });
  response.set("X-Cache", result.toUpperCase()).type("json").send(text);
}

/** A read of a table's records; a table that the base does not have is 404. */
export async function sendTableReading(
  dependencies: Dependencies,
  { place, call }: { place: TablePlace; call: Reading["call"] },
  response: Response,
): Promise<void> {
  try {
    const reading = { call: { ...call, base: place.base }, kind: "records" } as const;
    await sendReading(dependencies, reading, response);
  } catch (error) {
    throw await explained(dependencies, place, error);
  }
}
