// Reads the command line of `npm run prove`.
import { randomInt } from "node:crypto";
import { type Fault, type FaultKind, faultKinds } from "../../fixtures/faults/fault.ts";
import { readArguments, unknownWord, UsageError } from "../usage-error.ts";

export const proveHelp = `Usage: npm run prove -- [options]

Puts every known fault back, one at a time on a fresh system, and says which criteria catch it
and whether the diagnosis names its cause. Writes reports/out/proof.json, proof.md and proof.html.

  --fault id,…        only these faults
  --kind a,b          only these kinds (${faultKinds.join(", ")})
  --shard i/n         only the i-th of n parts
  --full              judge every criterion for each fault, not only those that must catch it
                      and those that run side by side
  --runtime NAME      embedded (default) or containers, which also shows the faults that only they show
  --baseline          put back at once all that the sprint plan found broken, and measure the pass rate
  --path              the same, and then mend it step by step in the order of the plan's tasks
  --random N          change N places of the services at random, one at a time, and say which changes nothing notices
  --seed S            draws the same places again (a whole number; without it one is chosen and told)
  --controls N        how often to run without a fault first (default 1)
  --lanes N           how many systems run side by side (default 2)
  --fresh             begin anew; without it, faults that this tree has judged before are not run again
  --list              list the faults and end
  --out DIRECTORY     where the reports go (default reports/out)
  --help              this text

Exit codes: 0 all caught (of random mutants 70%), 1 a fault was missed or the control run was not clean, 2 wrong usage,
3 a fault does not fit the sources any more, or the harness itself failed.
`;

export interface Shard {
  readonly part: number;
  readonly of: number;
}

export interface RandomChoice {
  readonly count: number;
  readonly seed: number;
}

export interface ProveOptions {
  readonly help: boolean;
  readonly list: boolean;
  readonly faults: readonly string[];
  readonly kinds: readonly FaultKind[];
  readonly shard: Shard | undefined;
  readonly full: boolean;
  /** All that the plan found broken at once, instead of one fault after the other. */
  readonly baseline: boolean;
  /** The baseline, and the way from there. */
  readonly path: boolean;
  /** Random mutants of the services' sources, instead of faults. */
  readonly random: RandomChoice | undefined;
  readonly fresh: boolean;
  readonly runtime: "embedded" | "containers";
  readonly controls: number;
  readonly lanes: number;
  readonly out: string;
}

const words = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

function readShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [part, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).slice(1).map(Number);
  if (!part || !of || part > of)
    throw new UsageError(`--shard "${text}" is no part of a whole; write it as 1/4 to 4/4`);
  return { part, of };
}

/** @throws {UsageError} for what is no whole number of at least one. */
function readCount(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new UsageError(`--${name} "${text}" is no whole number from 1 to 1000`);
}

function readKinds(text: string | undefined): readonly FaultKind[] {
  return words(text).map((word) => {
    const kind = faultKinds.find((known) => known === word);
    if (kind === undefined) throw unknownWord("kind", word, faultKinds);
    return kind;
  });
}

/** What says which faults are put back one at a time, and after how many control runs. */
const chosen = ["fault", "kind", "shard", "controls"];

/** @throws {UsageError} where the baseline is to be another choice of faults too. */
function refuseJoined(values: Readonly<Record<string, string | boolean | undefined>>): void {
  const asked = ["baseline", "path"].find((name) => values[name] === true);
  const joined = chosen.find((name) => values[name] !== undefined);
  if (asked === undefined || joined === undefined) return;
  throw new UsageError(
    `--${asked} chooses the faults by itself, all that the plan found broken; leave --${joined} out`,
  );
}

const largestSeed = 2 ** 31 - 1;

/** @throws {UsageError} for what is no number, and for what says nothing about random mutants. */
function readRandom(values: {
  readonly random?: string | undefined;
  readonly seed?: string | undefined;
  readonly [name: string]: string | boolean | undefined;
}): RandomChoice | undefined {
  const { random, seed } = values;
  if (random === undefined && seed !== undefined)
    throw new UsageError("--seed says which mutants --random draws; give --random N, too");
  if (random === undefined) return undefined;
  const joined = [...chosen, "baseline", "path", "full", "list"].find((name) => values[name]);
  if (joined !== undefined)
    throw new UsageError(`--random changes the services and puts no fault back; leave --${joined} out`);
  if (values["runtime"] !== "embedded") throw new UsageError("--random runs on the embedded runtime alone");
  const count = readCount("random", random);
  if (seed === undefined) return { count, seed: randomInt(largestSeed) };
  if (/^\d+$/.test(seed) && Number(seed) <= largestSeed) return { count, seed: Number(seed) };
  throw new UsageError(`--seed "${seed}" is no whole number from 0 to ${largestSeed}`);
}

/** @throws {UsageError} one sentence that names the word at fault. */
export function readProveOptions(args: readonly string[]): ProveOptions {
  const values = readArguments(args, {
    fault: { type: "string" },
    kind: { type: "string" },
    shard: { type: "string" },
    full: { type: "boolean", default: false },
    baseline: { type: "boolean", default: false },
    path: { type: "boolean", default: false },
    random: { type: "string" },
    seed: { type: "string" },
    fresh: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    runtime: { type: "string", default: "embedded" },
    controls: { type: "string" },
    lanes: { type: "string", default: "2" },
    out: { type: "string", default: "reports/out" },
    help: { type: "boolean", default: false },
  });
  refuseJoined(values);
  const runtime = (["embedded", "containers"] as const).find((name) => name === values.runtime);
  if (runtime === undefined) throw unknownWord("runtime", values.runtime, ["embedded", "containers"]);
  return {
    help: values.help,
    list: values.list,
    full: values.full,
    baseline: values.baseline,
    path: values.path,
    random: readRandom(values),
    fresh: values.fresh,
    out: values.out,
    runtime,
    faults: words(values.fault),
    kinds: readKinds(values.kind),
    shard: readShard(values.shard),
    controls: readCount("controls", values.controls ?? "1"),
    lanes: readCount("lanes", values.lanes),
  };
}

/** @throws {UsageError} for a fault that is not in the catalogue, and for a choice that leaves none. */
export function selectFaults(
  { faults, kinds, shard }: Pick<ProveOptions, "faults" | "kinds" | "shard">,
  all: readonly Fault[],
): readonly Fault[] {
  const ids = all.map(({ id }) => id);
  const unknown = faults.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw unknownWord("fault", unknown, ids);
  const wanted = all.filter(
    ({ id, kind }) =>
      (faults.length === 0 || faults.includes(id)) && (kinds.length === 0 || kinds.includes(kind)),
  );
  const left = shard ? wanted.filter((_, index) => index % shard.of === shard.part - 1) : wanted;
  if (left.length === 0) throw new UsageError("no fault is left by what was asked for; see --list");
  return left;
}
