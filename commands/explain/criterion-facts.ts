// Gathers what is known of a check: where it is judged, what its row of the documentation says, how it ended last.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readHistory } from "../../reports/history-file.ts";
import { readMemory, type Remembered } from "../../reports/memory.ts";
import { readResultFile, ResultFileError } from "../../reports/read-result-file.ts";
import type { CriterionRecord } from "../../reports/result-types.ts";
import type { Check, Criterion } from "../../suites/check.ts";
import { suiteOf } from "../../suites/catalogue.ts";
import { findJudges } from "../../suites/find-judges.ts";
import { type PastEnds, pastEndsOf } from "./past-ends.ts";

export interface Judge {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  /** Its source, from that line on. */
  readonly source: readonly string[];
}

export interface Ended {
  readonly id: string;
  /** Undefined where it was never judged. */
  readonly last: Remembered | undefined;
  /** Of the newest result file, where that has it. */
  readonly record: CriterionRecord | undefined;
}

export interface CriterionFacts {
  readonly check: Check;
  /** The sentence of docs/criteria.md; undefined where it has none. */
  readonly holds: string | undefined;
  readonly judge: Judge | undefined;
  readonly ended: readonly Ended[];
  /** Over the full runs, of each criterion. */
  readonly past: readonly PastEnds[];
  /** Where those are remembered, relative to the root, and how many they are. */
  readonly history: { readonly file: string; readonly runs: number };
  /** A sentence for what could not be read of the newest result file and of the history. */
  readonly unreadable: readonly string[];
}

/** The criterion whose evidence is shown: one that did not pass tells most. */
export function seenIn({ ended }: CriterionFacts): Ended | undefined {
  const seen = ended.filter(({ record }) => (record?.evidence.length ?? 0) > 0);
  return seen.find(({ record }) => record?.outcome !== "passed") ?? seen[0];
}

/** The last column of the table row that begins with the check's id. */
function rowOf(root: string, id: string): string | undefined {
  const file = path.join(root, "docs/criteria.md");
  if (!existsSync(file)) return undefined;
  const row = readFileSync(file, "utf8")
    .split("\n")
    .find((line) => line.startsWith(`| \`${id}\``));
  return row
    ?.split(/(?<!\\)\|/)
    .at(-2)
    ?.trim()
    .replaceAll(String.raw`\|`, "|");
}

/** A judge ends where its own indentation comes back. */
function sourceFrom(text: string, line: number): readonly string[] {
  const lines = text.split("\n").slice(line - 1);
  const end = lines.findIndex((one, index) => index > 0 && /^\S/.test(one));
  const whole = /\);\s*$/.test(lines[0] ?? "") ? 1 : end + 1;
  return lines.slice(0, Math.max(1, whole));
}

function judgeOf(root: string, check: Check): Judge | undefined {
  const suite = suiteOf(check.id);
  const found = suite && findJudges(root, suite).find((judge) => judge.check === check.id);
  if (!found) return undefined;
  const source = sourceFrom(readFileSync(path.join(root, found.file), "utf8"), found.line);
  return { file: found.file, line: found.line, source };
}

function lastResults(folder: string): {
  records: readonly CriterionRecord[];
  unreadable: readonly string[];
} {
  const file = path.join(folder, "pass-rate.json");
  if (!existsSync(file)) return { records: [], unreadable: [] };
  try {
    return { records: readResultFile(file).criteria, unreadable: [] };
  } catch (error) {
    if (!(error instanceof ResultFileError)) throw error;
    return { records: [], unreadable: [error.message] };
  }
}

export interface FactsOptions {
  readonly root: string;
  /** Where the reports of earlier runs are. */
  readonly folder: string;
  /** Where full runs are remembered. */
  readonly historyFile: string;
  readonly check: Check;
  /** Of that check. */
  readonly criteria: readonly Criterion[];
}

export function gatherFacts(options: FactsOptions): CriterionFacts {
  const { root, folder, historyFile, check, criteria } = options;
  const memory = readMemory(folder);
  const { records, unreadable } = lastResults(folder);
  const history = readHistory(historyFile);
  const ended = criteria.map(({ id }) => ({
    id,
    last: memory[id],
    record: records.find((record) => record.id === id),
  }));
  return {
    check,
    holds: rowOf(root, check.id),
    judge: judgeOf(root, check),
    ended,
    past: criteria.map(({ id }) => pastEndsOf(history, id)),
    history: { file: path.relative(root, historyFile), runs: history.runs.length },
    unreadable: [...unreadable, ...history.damage],
  };
}
