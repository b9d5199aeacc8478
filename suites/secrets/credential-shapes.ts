// What credentials look like: the shapes that well-known services give their keys, and values of secret names.

export interface Credential {
  readonly kind: string;
  /** The first characters, enough to find it and too few to use it. */
  readonly shown: string;
}

const shapes: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: "Airtable personal access token", pattern: /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b/g },
  {
    kind: "Airtable legacy key",
    pattern: /\bkey(?=[A-Za-z]*\d)(?=\w*[A-Z])(?=\w*[a-z])[A-Za-z0-9]{14}\b(?=["'\s]|$)/g,
  },
  { kind: "AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { kind: "Google API key", pattern: /\bAIza[\w-]{35}/g },
  { kind: "GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})/g },
  { kind: "npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: "Slack token", pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,}/g },
  { kind: "Stripe key", pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g },
  { kind: "OpenAI or Anthropic key", pattern: /\bsk-(?:proj-|ant-)?[\w-]{32,}/g },
  { kind: "private key", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/g },
  // 43 letters are 32 bytes, the shortest signature that RFC 7518 §3.1 has: with less it opens nothing.
  { kind: "JSON Web Token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{43,}/g },
  {
    kind: "value of a secret",
    pattern:
      /(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY)["']?\s*[:=]\s*["']?(?<value>[0-9a-f]{32,}|[A-Za-z0-9+/]{40,}={0,2})(?=["'\s,;]|$)/gi,
  },
];

/** `test-only-…`, which production refuses, and what anybody can see was typed and not drawn by lot. */
const isTestValue = (value: string) => /^test-only-|0123456789|(?<same>.)\k<same>{7}/i.test(value);

/** Nearly every line has none of them, and one look says so at a twentieth of what twelve cost. */
const anyShape = new RegExp(shapes.map(({ pattern }) => pattern.source).join("|"), "i");

/** The credentials in one line of text. */
export function credentialsIn(line: string): readonly Credential[] {
  if (!anyShape.test(line)) return [];
  return shapes.flatMap(({ kind, pattern }) =>
    [...line.matchAll(pattern)].flatMap((match) => {
      const value = match.groups?.["value"] ?? match[0];
      return isTestValue(value) ? [] : [{ kind, shown: `${value.slice(0, 6)}…` }];
    }),
  );
}
