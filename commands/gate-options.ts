// Reads the command line of `npm run gate`.
import path from "node:path";
import type { GateRules } from "../reports/gate-rules.ts";
import { readWords, UsageError } from "./usage-error.ts";

export const gateHelp = `Usage: npm run gate [-- [options] [FILE]]

Decides from result files alone (default reports/out/pass-rate.json). Whatever the rules, a file that was changed
by hand, a partial run, an attached run alone, or one that tells of fewer criteria than the catalogue or the base
is not let through.

  --min PERCENT          the strict pass rate is at least this
  --allow-red            do not ask for green (everything that was judged passed)
  --quality-gates        the plan's four quality gates are met
  --base FILE            the result file to compare with
  --no-regression        what passed in the base passes still; unjudged is not passed
  --max-not-verified N   at most N criteria are without a verdict
  --max-seconds N        the time budget of the run, or of the merged runs together
  --help                 this text

Exit codes: 0 the gate held, 1 it did not, 2 wrong usage or a file that cannot be read, 3 the harness had failed.
`;

export interface GateOptions extends GateRules {
  readonly help: boolean;
  readonly file: string;
  readonly base: string | undefined;
}

/** @throws {UsageError} one sentence that names the word at fault. */
export function readGateOptions(args: readonly string[], root: string): GateOptions {
  const { values, positionals } = readWords(args, {
    min: { type: "string" },
    "allow-red": { type: "boolean", default: false },
    "quality-gates": { type: "boolean", default: false },
    base: { type: "string" },
    "no-regression": { type: "boolean", default: false },
    "max-not-verified": { type: "string" },
    "max-seconds": { type: "string" },
    help: { type: "boolean", default: false },
  });
  const [file = path.join(root, "reports/out/pass-rate.json"), ...more] = positionals;
  if (more.length > 0) throw new UsageError("gate takes one result file; npm run merge makes one of several");
  if (values["no-regression"] && values.base === undefined)
    throw new UsageError("--no-regression needs --base FILE: the result file of the run before");
  return {
    help: values.help,
    file,
    base: values.base,
    green: !values["allow-red"],
    min: readNumber("--min", values.min, 100),
    qualityGates: values["quality-gates"],
    noRegression: values["no-regression"],
    maxNotVerified: readNumber("--max-not-verified", values["max-not-verified"]),
    maxSeconds: readNumber("--max-seconds", values["max-seconds"]),
  };
}

function readNumber(option: string, text: string | undefined, most = 1_000_000): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && number <= most) return number;
  throw new UsageError(`${option} takes a number from 0 to ${most}, not "${text}"`);
}
