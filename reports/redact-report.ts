// The last line of defence: secrets are taken out of a report, whatever let them in.
import { createRedact, type Redact, redactNamed } from "../suites/redact.ts";

/**
 * A copy of a JSON value in which no string, and no key, holds one of `secrets`, a JSON Web Token or a credential
 * that is known by the name beside it.
 */
export function redactReport<T>(value: T, secrets: readonly string[]): T {
  const written = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const text = createRedact(written);
  return cleanValue(value, { text, key: remembering(text) }) as T;
}

interface Clean {
  readonly text: Redact;
  readonly key: Redact;
}

/** A report has the same few keys again and again. */
function remembering(redact: Redact): Redact {
  const known = new Map<string, string>();
  return (key) => {
    const clean = known.get(key) ?? redact(key);
    known.set(key, clean);
    return clean;
  };
}

function cleanValue(value: unknown, clean: Clean): unknown {
  if (typeof value === "string") return clean.text(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      clean.key(key),
      cleanValue(typeof item === "string" ? redactNamed(key, item) : item, clean),
    ]),
  );
}
