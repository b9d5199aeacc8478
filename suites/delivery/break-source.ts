// Puts a fault into the copied tree, and refuses to go on where its place is no longer there.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface SourceFault {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly instead: string;
}

/** Throws where it does not match: a deployment without the fault would prove nothing. */
export function breakSource(tree: string, { file, text, instead }: SourceFault): void {
  const target = path.join(tree, file);
  const source = readFileSync(target, "utf8");
  const places = source.split(text).length - 1;
  if (places !== 1)
    throw new Error(`the fault does not fit: ${text} stands ${places} times in ${file}, not once`);
  writeFileSync(
    target,
    source.replace(text, () => instead),
  );
}
