// Reads in a Prometheus' log why it did not come up: the file and the rule at fault, by the tree's own names.
import { Failure } from "../failure.ts";

const errorLine = /level=(?:error|ERROR)|"level":"error"/;
/** What it says of any fault, after it has said which. */
const summing = /one or more errors occurred|previous rule set restored/;

/** `err="…"` of a line, without its quotes. */
function errorOf(line: string): string {
  const quoted = /err=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  return quoted === undefined ? line : (JSON.parse(quoted) as string);
}

/** Its files are written anew for a run, at another place and with other line numbers. */
const byTreeName = (text: string): string =>
  text
    .replaceAll(/\S*?\b(rules|prometheus)\.yml(?:: \d+:\d+)?/g, "monitoring/$1.yml")
    .replaceAll(/\s*\n\s*/g, " ");

/** Where the rule of that name stands; undefined where it does not. */
function lineOf(rule: string | undefined, text: string): number | undefined {
  if (rule === undefined) return undefined;
  const names = [`alert: ${rule}`, `record: ${rule}`];
  const index = text.split("\n").findIndex((line) => names.some((name) => line.trim().endsWith(name)));
  return index < 0 ? undefined : index + 1;
}

export interface Silent {
  readonly status: string;
  /** What it wrote, oldest first. */
  readonly log: readonly string[];
  /** Text of monitoring/rules.yml. */
  readonly rules: string;
}

/** One sentence, with the place where a file of the tree is at fault. */
export function whyPrometheusIsDown({ status, log, rules }: Silent): Failure {
  const errors = log.filter((line) => errorLine.test(line));
  const told = errors.findLast((line) => !summing.test(line));
  const said = byTreeName(errorOf(told ?? errors.at(-1) ?? log.at(-1) ?? "nothing"));
  const [file, name] = /monitoring\/(rules|prometheus)\.yml/.exec(said) ?? [];
  if (file === undefined)
    return new Failure(`Prometheus did not come up: it is ${status}, and said last: ${said}`);
  const rule = /rule \d+, "([^"]+)"/.exec(said)?.[1];
  const line = lineOf(rule, rules);
  return new Failure(`Prometheus did not come up: ${said}`, {
    file,
    ...(line === undefined ? {} : { line }),
    cure: `mend it; promtool check ${name === "rules" ? "rules" : "config"} ${file} says more`,
  });
}
