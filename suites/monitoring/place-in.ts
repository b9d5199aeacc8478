// Where a text stands in a file of the tree, for people who must change it.
import { readFileSync } from "node:fs";
import path from "node:path";

export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** The first line that holds `text`; without a line where none does, or the file cannot be read. */
export function placeIn(root: string, file: string, text: string): Place {
  try {
    const lines = readFileSync(path.join(root, file), "utf8").split("\n");
    const index = lines.findIndex((line) => line.includes(text));
    return index < 0 ? { file } : { file, line: index + 1 };
  } catch {
    return { file };
  }
}
