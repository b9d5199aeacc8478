// Takes secrets out of everything that a check saw, before it becomes evidence.

export type Redact = (text: string) => string;

const mark = "«redacted»";
const jwt = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const secretField =
  /("(?:password|access_token|refresh_token|token|api_key|secret)"\s*:\s*")(?:[^"\\]|\\.)*"/gi;
const secretHeader = /^(authorization|x-api-key|cookie|set-cookie|proxy-authorization)$/i;
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Replaces the known secrets, JSON Web Tokens and the values of secret JSON fields. */
export function createRedact(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= 6)
    .toSorted((a, b) => b.length - a.length);
  const pattern = known.length > 0 ? new RegExp(known.map(escape).join("|"), "g") : undefined;
  return (text) => {
    const general = text.replace(jwt, mark).replace(secretField, `$1${mark}"`);
    return pattern ? general.replace(pattern, mark) : general;
  };
}

/** Header values that are secrets by their name; the scheme of Authorization stays, it helps. */
export function redactHeader(name: string, value: string): string {
  if (!secretHeader.test(name)) return value;
  const [scheme] = /^(Bearer|Basic) /i.exec(value) ?? [""];
  return `${scheme}${mark}`;
}
