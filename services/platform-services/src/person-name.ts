// A first or a last name: short text without blanks around it; null and blank mean none.
import { plainText } from "./text.ts";

export const personName = plainText(100)
  .transform((name) => name.trim() || null)
  .nullable();
