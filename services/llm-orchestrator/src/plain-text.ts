// Text that people send: no NUL, no half of a surrogate pair, within a length.
import { z } from "zod";

export const plainText = (maximum: number) =>
  z
    .string("is not a text")
    .max(maximum, `is longer than ${maximum} characters`)
    .refine((value) => value.trim() !== "", "is empty")
    .refine((value) => !value.includes("\0"), "has a NUL character")
    .refine((value) => value.isWellFormed(), "is not well-formed Unicode");
