// What bases, tables and records may be called before they become part of an upstream path.
import { z } from "zod";

/** Airtable's ids are a prefix and 14 alphanumerics; the length is left to Airtable to judge. */
export const baseId = z
  .string("is missing")
  .regex(/^app[A-Za-z0-9]{1,40}$/, "is not a base id: app and 14 letters or digits");

export const recordId = z
  .string("is missing")
  .regex(/^rec[A-Za-z0-9]{1,40}$/, "is not a record id: rec and 14 letters or digits");

const controlCharacter = /\p{Cc}/u;

/** Text that can travel in a URL: without control characters (NUL among them) and without half surrogates. */
export const plainText = (maxLength: number) =>
  z
    .string("is not a text")
    .max(maxLength, `is longer than ${maxLength} characters`)
    .refine((text) => !controlCharacter.test(text), "has a control character")
    .refine((text) => text.isWellFormed(), "is not well-formed Unicode");

/** A table's id or name. Names made of dots alone would climb the path. */
export const tableName = plainText(255)
  .min(1, "is empty")
  .refine((name) => name !== "." && name !== "..", "is not a table's name");
