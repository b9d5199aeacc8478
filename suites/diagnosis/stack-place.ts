// The place in the services' own sources that a stack trace names.

export interface Place {
  /** Relative to the repository's root. */
  readonly file: string;
  readonly line: number;
}

/** The innermost frame that is in `services/`; undefined where none is. */
export function placeInStack(text: string): Place | undefined {
  const { file, line } = /[/(](?<file>services\/[\w./-]+\.ts):(?<line>\d+)/.exec(text)?.groups ?? {};
  return file === undefined || line === undefined ? undefined : { file, line: Number(line) };
}
