// Reads a .env file line by line, in the one grammar that every reader of such files takes the same way.

export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** True when the value could not be read, which is a fault already. */
  readonly garbled?: boolean | undefined;
}

/** What is wrong with a variable, or with a line that names none. Never holds a value. */
export interface EnvFault {
  readonly name?: string | undefined;
  readonly line?: number | undefined;
  /** Follows the variable's name in a sentence: `is missing; …`. */
  readonly problem: string;
}

export interface EnvFile {
  readonly entries: readonly EnvEntry[];
  readonly faults: readonly EnvFault[];
}

const pair = /^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)=(?<value>.*)$/;
// Compose replaces variables in what is not in single quotes, and knows escapes in double quotes: neither is of use here.
const values: readonly RegExp[] = [
  /^'(?<value>[^']*)'\s*$/,
  /^"(?<value>[^"$\\]*)"\s*$/,
  /^(?<value>[^\s'"`$\\#][^'"`$\\]*)?$/,
];

function readValue(text: string): string | undefined {
  for (const form of values) {
    const found = form.exec(text);
    // In an unquoted value a hash after a blank begins a comment.
    if (found) return /^['"]/.test(text) ? found.groups?.["value"] : text.replace(/\s#.*$/, "").trim();
  }
  return undefined;
}

function problemOf(line: string): string {
  if (line.includes("\r")) return "ends in a carriage return; save the file with Unix line ends";
  if (line.startsWith("\uFEFF")) return "begins with a byte order mark; save the file as UTF-8 without one";
  return 'is not of the form NAME=value; write it so, or begin it with "#"';
}

const noText = (seen: string): EnvFault => ({ problem: `is no UTF-8 text (${seen}); save it as UTF-8` });

/** What no line of the file can be judged for; a text of another encoding is full of NUL bytes, or begins with two that are none of UTF-8. */
export function encodingFault(text: string): EnvFault | undefined {
  if (text.startsWith("\uFFFD\uFFFD")) return noText("it begins as UTF-16 does");
  const line = text.split("\n").findIndex((one) => one.includes("\0")) + 1;
  return line > 0 ? noText(`line ${line} holds a NUL byte`) : undefined;
}

/** Lines that are empty or begin with `#` are comments; every other is `NAME=value` or a fault. */
export function readEnvFile(text: string): EnvFile {
  const entries: EnvEntry[] = [];
  const faults: EnvFault[] = [];
  for (const [index, whole] of text.split("\n").entries()) {
    const line = index + 1;
    if (/^\s*(#|$)/.test(whole) && !whole.startsWith("\uFEFF")) continue;
    const { name, value: raw } = pair.exec(whole)?.groups ?? {};
    if (name === undefined || raw === undefined || whole.includes("\r")) {
      faults.push({ line, problem: problemOf(whole) });
      continue;
    }
    const value = readValue(raw.trim());
    if (value === undefined)
      faults.push({
        name,
        line,
        problem: "has a quote, a backslash or a dollar sign loose in its value; put it in single quotes",
      });
    entries.push({ name, value: value ?? "", line, garbled: value === undefined });
  }
  return { entries, faults };
}
