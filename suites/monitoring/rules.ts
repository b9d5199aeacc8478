// Reads the names of the rules that the tree has, to hold a running Prometheus against.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { Failure } from "../failure.ts";

interface RulesFile {
  readonly groups?: readonly { readonly rules?: readonly { record?: string; alert?: string }[] }[];
}

export const rulesFile = "monitoring/rules.yml";

export const readRulesText = (root: string): string => readFileSync(path.join(root, rulesFile), "utf8");

/** Of recordings and alerts. */
export function readRules(root: string): readonly string[] {
  try {
    const { groups = [] } = parse(readRulesText(root)) as RulesFile;
    return groups.flatMap(({ rules = [] }) => rules.map(({ record, alert }) => record ?? alert ?? ""));
  } catch (error) {
    const why = (error as Error).message.split("\n", 1)[0] ?? "";
    throw new Failure(`${rulesFile} cannot be read: ${why}`, { file: rulesFile });
  }
}

/** Where the expression of an alert stands: on the line, or after it, that names the alert. */
export function placeOfAlert(root: string, name: string): { readonly file: string; readonly line?: number } {
  const lines = readRulesText(root).split("\n");
  const named = lines.findIndex((line) => line.trim().endsWith(`alert: ${name}`));
  const asks = lines.findIndex((line, index) => index > named && line.trim().startsWith("expr:"));
  return named < 0 || asks < 0 ? { file: rulesFile } : { file: rulesFile, line: asks + 1 };
}
