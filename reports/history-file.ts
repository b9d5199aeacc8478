// Reads and extends history.jsonl: a damaged line costs itself alone, and two runs at once lose neither.
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type HistoryRun, historyVersion, inOrder } from "./history.ts";
import schema from "./schema/history-run.schema.json" with { type: "json" };

export interface History {
  readonly runs: readonly HistoryRun[];
  /** A sentence for each line that could not be read. */
  readonly damage: readonly string[];
}

const validate = new Ajv2020().compile<HistoryRun>(schema);

/** Empty where there is no file yet. */
export function readHistory(file: string): History {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const lines = text.split("\n").map((line, index) => readLine(line, `${path.basename(file)}:${index + 1}`));
  return {
    runs: inOrder(lines.flatMap((line) => (typeof line === "object" ? [line] : []))),
    damage: lines.filter((line) => typeof line === "string"),
  };
}

/** The run of a line, undefined for an empty one, a sentence for a damaged one. */
function readLine(line: string, place: string): HistoryRun | string | undefined {
  if (line.trim() === "") return undefined;
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    return `${place} was skipped: it is no JSON`;
  }
  if (validate(content)) return content;
  const version = (content as { schema_version?: unknown } | null)?.schema_version;
  if (typeof version === "string" && version !== historyVersion)
    return `${place} was skipped: it is of schema version ${version}, and this verifier reads ${historyVersion}`;
  const [fault] = validate.errors ?? [];
  return `${place} was skipped: ${fault?.instancePath.slice(1) || "it"} ${fault?.message ?? "is no run"}`;
}

/**
 * Adds one line in one write to the end of the file, wherever that then is: the kernel keeps two writers apart. What
 * a killed writer left unfinished gets its line end first, so that it spoils no line but its own.
 */
export function appendHistory(file: string, run: HistoryRun): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(file, "a+");
  try {
    const line = Buffer.from(`${endsOpen(handle) ? "\n" : ""}${JSON.stringify(run)}\n`);
    const written = writeSync(handle, line);
    if (written !== line.length) throw new Error(`${file}: only ${written} of ${line.length} bytes fitted`);
  } finally {
    closeSync(handle);
  }
}

function endsOpen(handle: number): boolean {
  const { size } = fstatSync(handle);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last.toString() !== "\n";
}
