// The last line of defence: secrets are taken out of a report, whatever let them in.
import { createRedact, redactNamed } from "../suites/redact.ts";

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
  return cleanValue(value, createRedact(written)) as T;
}

function cleanValue(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      clean(key),
      cleanValue(typeof item === "string" ? redactNamed(key, item) : item, clean),
    ]),
  );
}
