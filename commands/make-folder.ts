// Makes the folder of a command's results before anything is judged: what cannot be written later would be lost.
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./usage-error.ts";

/** One folder at a time: where one cannot be made, Node's own way to make them all may not end. */
function makeAll(folder: string): void {
  if (existsSync(folder)) return;
  makeAll(path.dirname(folder));
  mkdirSync(folder);
}

/** The absolute path of `out`, which is there then. @throws {UsageError} where nothing can be written. */
export function makeFolder(root: string, out: string): string {
  const folder = path.resolve(root, out);
  try {
    makeAll(folder);
    // With a dot behind it a file is not there.
    accessSync(`${folder}${path.sep}.`, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(`nothing can be written into ${out} (${code}); name another folder with --out`);
  }
  return folder;
}
