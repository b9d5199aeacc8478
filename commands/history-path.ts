// Where the history of full runs is, found before a run begins rather than after it.
import { statSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./usage-error.ts";

/** Absolute; `history.jsonl` beside the reports where no other is named. @throws {UsageError} for a directory. */
export function historyPath(
  root: string,
  { out, history }: { out: string; history: string | undefined },
): string {
  const file = path.resolve(root, history ?? path.join(out, "history.jsonl"));
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return file;
  const inside = path.join(history ?? out, "history.jsonl");
  throw new UsageError(`--history ${history ?? file} is a directory; did you mean ${inside}?`);
}
