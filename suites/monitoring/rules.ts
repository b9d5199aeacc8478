// Reads the names of the rules that the tree has, to hold a running Prometheus against.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { Failure } from "../failure.ts";

interface RulesFile {
  readonly groups?: readonly { readonly rules?: readonly { record?: string; alert?: string }[] }[];
}

const file = "monitoring/rules.yml";

export const readRulesText = (root: string): string => readFileSync(path.join(root, file), "utf8");

/** Of recordings and alerts. */
export function readRules(root: string): readonly string[] {
  try {
    const { groups = [] } = parse(readRulesText(root)) as RulesFile;
    return groups.flatMap(({ rules = [] }) => rules.map(({ record, alert }) => record ?? alert ?? ""));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message.split("\n", 1)[0] ?? ""}`, {
      file,
    });
  }
}
