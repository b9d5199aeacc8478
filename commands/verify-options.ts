// Reads the command line of `npm run verify`.
import type { StartingRuntime } from "../fixtures/stack.ts";
import { type Gate, readGate } from "../reports/gate.ts";
import { type SuiteName, suiteNames } from "../suites/check.ts";
import { attachHelp, type AttachOptions, type AttachWords, readAttachOptions } from "./attach-options.ts";
import { readShard, type Shard } from "./shard.ts";
import { readArguments, unknownWord, UsageError } from "./usage-error.ts";

export const verifyHelp = `Usage: npm run verify -- [options]

Brings the system of compose.test.yml up, judges it, and writes reports/out.

  --suite a,b         judge only these suites (${suiteNames.join(", ")})
  --check id,…        judge only these checks or criteria (ports.mapping, ports.mapping/airtable-gateway)
  --last-failed       judge only those of them that did not pass when they were last judged
  --shard i/n         judge only the i-th of n parts of that, to be merged with the others: npm run merge
  --gate GATE         what the exit code holds: green (default), a percentage, green,80, or none
  --runtime NAME      containers, embedded, attached, or auto (default): containers where an engine answers
                      and its images can be had, else embedded
  --ephemeral-ports   publish on free ports, so that two runs can go side by side
  --watch             keep the system up (embedded), and judge what a saved file affects, until Ctrl-C
  --ui                the same, with Vitest's UI in a browser
  --repeat N          judge N times, each on a fresh system: what does not end alike is flaky
  --keep-up           leave the system running after the verdict, until Ctrl-C
  --file FILE         another compose file (default compose.test.yml)
  --events FILE       write what happens into FILE as it happens, as JSON lines (docs/events.md)
  --out DIRECTORY     where the reports go (default reports/out)
  --history FILE      where full runs are remembered (default history.jsonl in that directory)
  --metrics-file FILE also write the run's numbers for a textfile collector of Prometheus
  --no-allure         make no Allure report (npm run report:allure makes it later)
  --help              this text
${attachHelp}
Exit codes: 0 the gate held, 1 it did not, 2 wrong usage, 3 the harness itself failed.
`;

export interface VerifyOptions {
  readonly help: boolean;
  readonly suites: readonly string[];
  readonly checks: readonly string[];
  readonly lastFailed: boolean;
  /** Ids that remain of what is selected; all of it where undefined. */
  readonly only?: readonly string[];
  readonly shard: Shard | undefined;
  readonly gate: Gate;
  readonly runtime: StartingRuntime | "auto";
  /** Set with the runtime attached, which starts nothing. */
  readonly attach: AttachOptions | undefined;
  readonly ephemeralPorts: boolean;
  readonly keepUp: boolean;
  /** Judges again what changes affect, instead of once. */
  readonly watch: boolean;
  /** With Vitest's UI; only while watching. */
  readonly ui: boolean;
  /** How often everything is judged, each time on a fresh system. */
  readonly repeat: number;
  readonly file: string;
  readonly events: string | undefined;
  readonly out: string;
  readonly history: string | undefined;
  /** Where the numbers for Prometheus go; undefined: nowhere. */
  readonly metricsFile: string | undefined;
  /** Make the Allure report, too. */
  readonly allure: boolean;
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

/** @throws {UsageError} for what is no count. */
function readRepeat(text = "1"): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new UsageError(`--repeat "${text}" is no whole number from 1 to 1000`);
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

const declared = {
  suite: { type: "string" },
  check: { type: "string" },
  "last-failed": { type: "boolean", default: false },
  shard: { type: "string" },
  gate: { type: "string", default: "green" },
  runtime: { type: "string", default: "auto" },
  "ephemeral-ports": { type: "boolean", default: false },
  "keep-up": { type: "boolean", default: false },
  repeat: { type: "string" },
  watch: { type: "boolean", default: false },
  ui: { type: "boolean", default: false },
  project: { type: "string" },
  url: { type: "string", multiple: true },
  allow: { type: "string", multiple: true },
  wait: { type: "string" },
  file: { type: "string" },
  events: { type: "string" },
  out: { type: "string", default: "reports/out" },
  history: { type: "string" },
  "metrics-file": { type: "string" },
  "no-allure": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** @throws {UsageError} for what does not go with a system that is kept up and judged again. */
function refuseWithWatch(values: {
  readonly watch: boolean;
  readonly ui: boolean;
  readonly runtime: string;
  readonly shard?: string | undefined;
}) {
  const word = values.ui ? "--ui" : "--watch";
  if ((values.watch || values.ui) && values.shard !== undefined)
    throw new UsageError(
      `${word} judges what changed, and --shard a part of the whole: leave one of them out`,
    );
  if ((values.watch || values.ui) && ["containers", "attached"].includes(values.runtime))
    throw new UsageError(
      `${word} starts services anew as their sources change, which only the embedded runtime can: leave --runtime ${values.runtime} out`,
    );
}

/** @throws {UsageError} one sentence that names the word at fault. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const values = readArguments(args, declared);
  const runtime = runtimes.find((name) => name === values.runtime);
  if (runtime === undefined) throw unknownWord("runtime", values.runtime, runtimes);
  refuseWithWatch(values);
  const suites = words(values.suite);
  const unknown = suites.find((suite) => !suiteNames.includes(suite as SuiteName));
  if (unknown !== undefined) throw unknownWord("suite", unknown, suiteNames);
  return {
    help: values.help,
    suites,
    checks: words(values.check),
    lastFailed: values["last-failed"],
    shard: values.shard === undefined ? undefined : readShard(values.shard),
    gate: gateOf(values.gate),
    runtime: runtime === "attached" ? "auto" : runtime,
    attach: attachOptionsOf(runtime, values),
    ephemeralPorts: values["ephemeral-ports"],
    keepUp: values["keep-up"],
    watch: values.watch || values.ui,
    ui: values.ui,
    repeat: readRepeat(values.repeat),
    file: values.file ?? "compose.test.yml",
    events: values.events,
    out: values.out,
    history: values.history,
    metricsFile: values["metrics-file"],
    allure: !values["no-allure"],
  };
}
