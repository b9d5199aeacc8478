// Sends a write to Airtable between two invalidations, so that no read around it can be kept stale.
import type { Response } from "express";
import type { AirtableCall } from "../airtable.ts";
import type { Dependencies } from "../dependencies.ts";
import { type TablePlace, explained } from "../schema.ts";

export interface Write {
  readonly place: TablePlace;
  readonly call: Pick<AirtableCall, "method" | "path" | "body" | "expects">;
  /** The status of success, 200 when left out. */
  readonly status?: number;
}

/** With `typecast` a write may add choices to a field, so the schema goes too. */
const changesSchema = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "typecast" in body && body.typecast === true;

/** Answers with Airtable's JSON. Also a write that failed may have been applied, so it invalidates too. */
export async function sendWrite(
  dependencies: Dependencies,
  { place, call, status = 200 }: Write,
  response: Response,
): Promise<void> {
  const { airtable, cache } = dependencies;
  const { base, requestId } = place;
  const kinds = changesSchema(call.body) ? (["records", "schema"] as const) : (["records"] as const);
  await cache.invalidate(base, kinds);
  try {
    const { text } = await airtable.call({ ...call, base, isRead: false, requestId });
    await cache.invalidate(base, kinds);
    response.status(status).type("json").send(text);
  } catch (error) {
    await cache.invalidate(base, kinds);
    throw await explained(dependencies, place, error);
  }
}
