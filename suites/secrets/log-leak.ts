// Finds a secret in a line of a log.

/** Of a JSON Web Token the payload is enough: it names a person. */
const jwt = /\beyJ[\w-]{8,}\.[\w-]{8,}/;
/** Passwords that the checks use begin so. */
const checkPassword = /Correct-horse-[\w-]+/;
const bcryptHash = /\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}/;

/** What leaked, without the secret itself; undefined when nothing did. Secrets of under 6 characters are not looked for. */
export function leakIn(text: string, known: readonly string[]): string | undefined {
  const around = (what: string, index: number) =>
    `${what} after ${JSON.stringify(text.slice(Math.max(0, index - 40), index))}`;
  const secret = known.find((candidate) => candidate.length >= 6 && text.includes(candidate));
  if (secret !== undefined) return around("a secret of the compose file", text.indexOf(secret));
  for (const [what, pattern] of [
    ["a JSON Web Token", jwt],
    ["a password", checkPassword],
    ["a password hash", bcryptHash],
  ] as const) {
    const match = pattern.exec(text);
    if (match) return around(what, match.index);
  }
  return undefined;
}
