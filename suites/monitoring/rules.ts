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
