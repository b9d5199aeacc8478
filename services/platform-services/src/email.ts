// E-mail addresses as this service compares them: one person, one spelling.
import { z } from "zod";
import { plainText } from "./text.ts";

/** RFC 5321 §4.5.3.1.3 leaves 254 characters between the angle brackets. */
const maxLength = 254;

/** Local part without quotes, brackets, blanks or invisible characters; a domain of two labels or more. */
const addressPattern =
  /^(?!\.)(?!.*\.\.)[^\s@"(),:;<>[\]\\\p{C}]{1,64}(?<!\.)@(?:(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)\.)+(?!-)[\p{L}\p{M}\p{N}-]{2,63}(?<!-)$/u;

/** One spelling for every way to write an address: NFKC, lower case, no blanks around. */
export const normaliseEmail = (text: string): string =>
  text.normalize("NFKC").toLowerCase().normalize("NFKC").trim();

/** Parses an address to its one spelling, or says why it is none. */
export const emailAddress = plainText(1024)
  .transform(normaliseEmail)
  .pipe(
    z
      .string()
      .max(maxLength, `must have at most ${maxLength} characters`)
      .regex(addressPattern, "must be an e-mail address"),
  );
