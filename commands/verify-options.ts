// Reads the command line of `npm run verify`.
import type { StartingRuntime } from "../fixtures/stack.ts";
import { type Gate, readGate } from "../reports/gate.ts";
import type { Criterion, SuiteName } from "../suites/check.ts";
import { suiteNames } from "../suites/check.ts";
import { attachHelp, type AttachOptions, type AttachWords, readAttachOptions } from "./attach-options.ts";
import { readArguments, unknownWord, UsageError } from "./usage-error.ts";

export const verifyHelp = `Usage: npm run verify -- [options]

Brings the system of compose.test.yml up, judges it, and writes reports/out.

  --suite a,b         judge only these suites (${suiteNames.join(", ")})
  --check id,…        judge only these checks or criteria (ports.mapping, ports.mapping/airtable-gateway)
  --gate GATE         what the exit code holds: green (default), a percentage, green,80, or none
  --runtime NAME      containers, embedded, attached, or auto (default): containers where an engine answers
                      and its images can be had, else embedded
  --ephemeral-ports   publish on free ports, so that two runs can go side by side
  --keep-up           leave the system running after the verdict, until Ctrl-C
  --file FILE         another compose file (default compose.test.yml)
  --out DIRECTORY     where the reports go (default reports/out)
  --help              this text
${attachHelp}
Exit codes: 0 the gate held, 1 it did not, 2 wrong usage, 3 the harness itself failed.
`;

export interface VerifyOptions {
  readonly help: boolean;
  readonly suites: readonly string[];
  readonly checks: readonly string[];
  readonly gate: Gate;
  readonly runtime: StartingRuntime | "auto";
  /** Set with the runtime attached, which starts nothing. */
  readonly attach: AttachOptions | undefined;
  readonly ephemeralPorts: boolean;
  readonly keepUp: boolean;
  readonly file: string;
  readonly out: string;
}

const runtimes = ["auto", "containers", "embedded", "attached"] as const;

const words = (text: string | undefined): string[] =>
  text
    ?.split(",")
    .map((word) => word.trim())
    .filter(Boolean) ?? [];

/** @throws {UsageError} for a gate that is none. */
export function gateOf(text: string): Gate {
  try {
    return readGate(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function attachOptionsOf(
  runtime: string,
  values: AttachWords & { readonly "ephemeral-ports": boolean; readonly "keep-up": boolean },
): AttachOptions | undefined {
  const attach = readAttachOptions(runtime, values);
  const stray = (["ephemeral-ports", "keep-up"] as const).find((name) => values[name]);
  if (attach && stray)
    throw new UsageError(`--${stray} is for a system that the harness starts, not attached`);
  return attach;
}

/** @throws {UsageError} one sentence that names the word at fault. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const values = readArguments(args, {
    suite: { type: "string" },
    check: { type: "string" },
    gate: { type: "string", default: "green" },
    runtime: { type: "string", default: "auto" },
    "ephemeral-ports": { type: "boolean", default: false },
    "keep-up": { type: "boolean", default: false },
    project: { type: "string" },
    url: { type: "string", multiple: true },
    allow: { type: "string", multiple: true },
    wait: { type: "string" },
    file: { type: "string" },
    out: { type: "string", default: "reports/out" },
    help: { type: "boolean", default: false },
  });
  const runtime = runtimes.find((name) => name === values.runtime);
  if (runtime === undefined) throw unknownWord("runtime", values.runtime, runtimes);
  const suites = words(values.suite);
  const unknown = suites.find((suite) => !suiteNames.includes(suite as SuiteName));
  if (unknown !== undefined) throw unknownWord("suite", unknown, suiteNames);
  return {
    help: values.help,
    suites,
    checks: words(values.check),
    gate: gateOf(values.gate),
    runtime: runtime === "attached" ? "auto" : runtime,
    attach: attachOptionsOf(runtime, values),
    ephemeralPorts: values["ephemeral-ports"],
    keepUp: values["keep-up"],
    file: values.file ?? "compose.test.yml",
    out: values.out,
  };
}

/** The ids that `--suite` and `--check` select; "all" without either. */
export function selectCriteria(
  { suites, checks }: Pick<VerifyOptions, "suites" | "checks">,
  criteria: readonly Criterion[],
): ReadonlySet<string> | "all" {
  const known = new Set(criteria.flatMap(({ id, check }) => [id, check.id]));
  const unknown = checks.find((id) => !known.has(id));
  if (unknown !== undefined) throw unknownWord("check", unknown, [...known]);
  if (suites.length === 0 && checks.length === 0) return "all";
  const chosen = criteria.filter(
    ({ id, check, suite }) => suites.includes(suite) || checks.includes(id) || checks.includes(check.id),
  );
  return new Set(chosen.map(({ id }) => id));
}
