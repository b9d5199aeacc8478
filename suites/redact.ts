// Takes secrets out of everything that a check saw, before it becomes evidence.

export type Redact = (text: string) => string;

export const redactedMark = "«redacted»";

// A shorter one is a word of the language: taking it out would garble the evidence and hide nothing.
const shortest = 6;
/** Also one that was cut short: its claims are nobody's business. */
const jwt = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;
const names = "password|access_token|refresh_token|token|api_key|secret";
const secretField = new RegExp(String.raw`("(?:${names})"\s*:\s*")(?:[^"\\]|\\.)*"`, "gi");
/** The same within a string of JSON: the body that a log line or a detail quotes. */
const quotedField = new RegExp(String.raw`(\\"(?:${names})\\"\s*:\s*\\")[^]*?(?<!\\)\\"`, "gi");
const secretName = new RegExp(`^(?:${names})$`, "i");
const secretHeader = /^(authorization|x-api-key|cookie|set-cookie|proxy-authorization)$/i;
/** Credentials of a header that is quoted in a log or a message; a challenge (`Bearer realm="…"`) is none. */
const credentials = /\b(Bearer|Basic)(\s+)(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}/gi;
/** Something of each of the patterns above: most texts have none of it, and are done. */
const suspicious = /eyJ|bearer|basic|"/i;
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Replaces the known secrets, JSON Web Tokens, credentials and the values of secret JSON fields. */
export function createRedact(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .toSorted((a, b) => b.length - a.length);
  const pattern = known.length > 0 ? new RegExp(known.map(escape).join("|"), "g") : undefined;
  return (text) => {
    if (text.length < shortest) return text;
    const exact = pattern ? text.replace(pattern, redactedMark) : text;
    if (!suspicious.test(exact)) return exact;
    return exact
      .replace(jwt, redactedMark)
      .replace(credentials, `$1$2${redactedMark}`)
      .replace(secretField, `$1${redactedMark}"`)
      .replace(quotedField, String.raw`$1${redactedMark}\"`);
  };
}

/** The value of a field or header that is a secret by its name. */
export function redactNamed(name: string, value: string): string {
  return secretName.test(name) && value !== "" ? redactedMark : redactHeader(name, value);
}

/** Header values that are secrets by their name; the scheme of Authorization stays, it helps. */
export function redactHeader(name: string, value: string): string {
  if (!secretHeader.test(name)) return value;
  const [scheme] = /^(Bearer|Basic) /i.exec(value) ?? [""];
  return `${scheme}${redactedMark}`;
}
