// The last line of defence: known secrets are taken out of a report, whatever let them in.

const mark = "«redacted»";

// A shorter one is a word of the language: taking it out would garble the report and hide nothing.
const shortest = 6;

/** A copy of a JSON value in which no string, and no key, holds one of `secrets`. */
export function redactReport<T>(value: T, secrets: readonly string[]): T {
  const known = [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .flatMap((secret) => [
      ...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
    ])
    .toSorted((a, b) => b.length - a.length);
  const clean = (text: string) => known.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
  return known.length === 0 ? value : (cleanValue(value, clean) as T);
}

function cleanValue(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [clean(key), cleanValue(item, clean)]),
  );
}
