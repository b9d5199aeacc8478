// Says what did not fit as a person would want to read it: the field, what was expected, what was there.
import { z } from "zod";

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? "" : String(value)));

const mismatch = z.object({
  type: z.string(),
  path: text,
  key: text,
  expected: text,
  actual: text,
  mismatch: text,
});

type Mismatch = z.infer<typeof mismatch>;

/** What the verifier says of an interaction that failed: mismatches, or an error before any could be seen. */
export const failureShape = z.object({
  mismatches: z.array(mismatch).optional(),
  message: z.string().optional(),
});

const listed = (json: string): string => {
  try {
    const names: unknown = JSON.parse(json);
    return Array.isArray(names) && names.length > 0 ? names.join(", ") : "nothing";
  } catch {
    return json;
  }
};

function bodyText({ path, expected, actual, mismatch: said }: Mismatch): string {
  const missing = /missing the following keys: (.+)$/.exec(said)?.[1];
  if (missing !== undefined)
    return `body ${path}: expected the field ${missing}, and there is ${listed(actual)}`;
  // The sentence names both values where a rule was broken; the rest is for bodies that are no JSON at all.
  return `body ${path || "$"}: ${said || `expected ${expected}, was ${actual}`}`;
}

/** Header values come as texts of JSON. */
const plain = (value: string): string => (/^".*"$/s.test(value) ? String(JSON.parse(value)) : value);

function lineOf(each: Mismatch): string {
  const { type, key, expected, actual, mismatch: said } = each;
  if (type === "StatusMismatch") return `status: expected ${expected}, was ${actual}`;
  if (type === "HeaderMismatch")
    return `header ${key}: expected ${plain(expected) || "a value"}, ${actual ? `was ${plain(actual)}` : "was not there"}`;
  if (type === "BodyTypeMismatch") return `body: expected ${expected}, was ${actual}`;
  return type === "BodyMismatch" ? bodyText(each) : said;
}

/** One line a fault. */
export function failureText(failure: z.infer<typeof failureShape> | undefined): string {
  const lines = failure?.mismatches?.map(lineOf) ?? [];
  return lines.join("\n") || failure?.message || "the verifier gives no reason";
}
