// What any text from outside must be before it goes near a datastore or a hash.
import { z } from "zod";

/** Postgres stores no NUL, bcrypt stops at one, and a lone surrogate turns into another character. */
export const plainText = (maxLength: number) =>
  z
    .string("must be text")
    .max(maxLength, `must have at most ${maxLength} characters`)
    .refine((value) => !value.includes("\0"), "must not contain NUL")
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode");
