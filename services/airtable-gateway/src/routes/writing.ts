// Sends a write to Airtable between two invalidations, so that no read around it can be kept stale.
import type { Request } from "express";
import { contextOf } from "#kit/request-context.ts";
import type { AirtableCall } from "../airtable.ts";
import type { Dependencies } from "../dependencies.ts";

export type Write = Omit<AirtableCall, "requestId" | "isRead" | "base"> & { readonly base: string };

/** With `typecast` a write may add choices to a field, so the schema goes too. */
const changesSchema = ({ body }: Write): boolean =>
  typeof body === "object" && body !== null && "typecast" in body && body.typecast === true;

/** Airtable's JSON, as it came. Also a write that failed may have been applied, so it invalidates too. */
export async function sendWrite(
  { airtable, cache }: Dependencies,
  write: Write,
  request: Request,
): Promise<string> {
  const kinds = changesSchema(write) ? (["records", "schema"] as const) : (["records"] as const);
  await cache.invalidate(write.base, kinds);
  try {
    const reply = await airtable.call({ ...write, isRead: false, requestId: contextOf(request).requestId });
    return reply.text;
  } finally {
    await cache.invalidate(write.base, kinds);
  }
}
