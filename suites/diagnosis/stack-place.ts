// The place in the project's own sources that Node names: in a stack's frame, above a quoted line, or as an importer.

export interface Place {
  /** Relative to the repository's root, wherever the process had that. */
  readonly file: string;
  /** Undefined of a module that imports one that is not there: Node names no line. */
  readonly line: number | undefined;
}

/** `…(file:///app/services/kit/log.ts:12:3)`, `/app/services/a/app.ts:12`, `… imported from /app/services/a/main.ts`. */
const named = /[/(](?<file>(?:services|fixtures)\/[\w./-]+\.[cm]?[jt]s)(?::(?<line>\d+)(?::\d+)?)?\)?$/;

function placeInLine(text: string): Place | undefined {
  if (text.includes("node_modules")) return undefined;
  const { file, line } = named.exec(text.trimEnd())?.groups ?? {};
  return file === undefined ? undefined : { file, line: line === undefined ? undefined : Number(line) };
}

/** The innermost that is the project's own; undefined where none is. */
export function placeInStack(lines: readonly string[]): Place | undefined {
  for (const line of lines) {
    const place = placeInLine(line);
    if (place) return place;
  }
  return undefined;
}
