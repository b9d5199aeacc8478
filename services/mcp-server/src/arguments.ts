// The arguments that tools share, with the limits that keep a bad one from reaching Airtable.
import { z } from "zod";

/** Text that fits in a URL and in JSON: no NUL, no half of a surrogate pair. */
export const text = (maximum: number) =>
  z
    .string()
    .min(1, "is empty")
    .max(maximum, `is longer than ${maximum} characters`)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "is not well-formed text");

export const baseId = text(100).optional().describe("The base's id (app…); the default base when left out");

const table = text(255).describe("The table's name or id (tbl…)");

export const recordId = text(100).describe("The record's id (rec…)");

export const cells = z
  .record(text(255), z.unknown())
  .refine((given) => Object.keys(given).length > 0, "names no field")
  .describe("Field names and their new values");

export const typecast = z
  .boolean()
  .default(false)
  .describe("Let Airtable convert texts into the fields' own types");

export const view = text(255).optional().describe("Only this view's records, in its order");

export const formula = text(8000).optional().describe("An Airtable formula; records it is true for");

/** Airtable writes up to ten records at once. */
export const batchSize = 10;

export const inTable = { base_id: baseId, table };
