// A line of a log as a person would say it: the message and the error of a JSON line, any other as it stands.

interface Said {
  readonly msg?: unknown;
  readonly err?: unknown;
}

const mostLetters = 300;

function parsed(text: string): Said {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    // Not everything that a service writes is JSON.
    return {};
  }
}

function errorOf(err: unknown): string | undefined {
  if (typeof err === "string") return err;
  const { message } = (err ?? {}) as { readonly message?: unknown };
  return typeof message === "string" ? message : undefined;
}

/** Of at most 300 letters. */
export function logWords(text: string): string {
  const { msg, err } = parsed(text);
  const said = [msg, errorOf(err)].filter((part) => typeof part === "string" && part !== "");
  return (said.length > 0 ? said.join(": ") : text).slice(0, mostLetters);
}
