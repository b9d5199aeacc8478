// The gate for pipelines: decides from result files alone, by rules that each are one sentence.
import type { Check } from "../suites/check.ts";
import { compareResults } from "./compare-results.ts";
import { type GateSentence, type GateVerdict, judgeGate } from "./gate.ts";
import { planResults } from "./plan.ts";
import { recount, recountFaults } from "./recount.ts";
import { foldedList } from "./render/wording.ts";
import type { ResultFile } from "./result-types.ts";

export interface GateRules {
  /** Everything that was judged must have passed. */
  readonly green: boolean;
  /** The strict pass rate must be at least this, in percent. */
  readonly min: number | undefined;
  /** The plan's four quality gates must be met. */
  readonly qualityGates: boolean;
  /** What passed in the base must still pass. */
  readonly noRegression: boolean;
  /** At most so many criteria may be without a verdict. */
  readonly maxNotVerified: number | undefined;
  readonly maxSeconds: number | undefined;
}

export interface GateFiles {
  readonly file: ResultFile;
  /** What to compare with: the last run of the branch that a change goes to. */
  readonly base: ResultFile | undefined;
  /** Every check of this tree: a file that tells of fewer hides some. */
  readonly checks: readonly Check[];
}

const shown = 5;
const held = (text: string): GateSentence => ({ held: true, text });
const broken = (text: string): GateSentence => ({ held: false, text });

/** What makes the file no answer at all comes first; the rules that were asked for follow. */
export function judgeRules(files: GateFiles, rules: GateRules): GateVerdict {
  const doubts = doubtsOf(files).map(broken);
  const sentences = [
    ...doubts,
    ...ratesOf(files.file, rules),
    ...(rules.qualityGates ? [judgeQualityGates(files.file)] : []),
    ...(rules.noRegression && files.base ? [judgeRegression(files.file, files.base)] : []),
    ...(rules.maxNotVerified === undefined ? [] : [judgeNotVerified(files.file, rules.maxNotVerified)]),
    ...(rules.maxSeconds === undefined ? [] : [judgeTime(files.file, rules.maxSeconds)]),
  ];
  return { held: sentences.every((sentence) => sentence.held), sentences };
}

/** Why nothing can be decided from these files, whatever the rules. */
function doubtsOf({ file, base, checks }: GateFiles): readonly string[] {
  const { partial, totals, runs, criteria } = file;
  const known = new Set(criteria.map(({ check }) => check));
  const missing = checks.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const attached = runs.every(({ runtime }) => runtime === "attached");
  return [
    ...recountFaults(file).map((fault) => `The result file was changed by hand: ${fault}.`),
    ...(partial
      ? [
          `A partial run decides nothing: ${totals.not_selected} criteria were left out by --suite or --check.`,
        ]
      : []),
    ...(attached
      ? [
          "An attached run decides nothing alone: it shows too little of the system; merge it with one that starts it.",
        ]
      : []),
    ...(missing.length > 0
      ? [
          `The result file does not tell of ${missing.length} checks that the catalogue has: ${foldedList(missing, shown)}.`,
        ]
      : []),
    ...(base === undefined ? [] : doubtsOfBase(file, base)),
  ];
}

function doubtsOfBase(file: ResultFile, base: ResultFile): readonly string[] {
  const gone = compareResults(base, file).changes.filter(({ kind }) => kind === "removed");
  return [
    ...recountFaults(base).map((fault) => `The base was changed by hand: ${fault}.`),
    ...(base.partial ? ["The base is a partial run: it cannot say what passed before."] : []),
    ...(base.run.id === file.run.id ? ["The base is this very run: give the one before it."] : []),
    ...(gone.length > 0
      ? [
          `The catalogue has shrunk by ${gone.length} since the base: ${foldedList(
            gone.map(({ id }) => id),
            shown,
          )}.`,
        ]
      : []),
  ];
}

/** Without the percentage of a partial run, which has none: that was said. */
function ratesOf(file: ResultFile, { green, min }: GateRules): readonly GateSentence[] {
  const percent = file.partial ? undefined : min;
  if (!green && percent === undefined) return [];
  // By its criteria, whatever it says of them.
  const rate = { ...file, ...recount(file) };
  return judgeGate(rate, { green, percent }).sentences;
}

function judgeQualityGates({ criteria }: ResultFile): GateSentence {
  const gates = planResults(criteria).filter(({ kind }) => kind === "gate");
  const open = gates.filter(({ outcome }) => outcome !== "met");
  if (open.length === 0) return held(`All ${gates.length} quality gates of the plan are met.`);
  const words = open.map(({ task, title, outcome, passed, of }) => {
    const word = outcome === "not-met" ? "not met" : "not verified";
    return `${task} ${title} is ${word} (${passed} of ${of})`;
  });
  return broken(
    `${open.length} of ${gates.length} quality gates of the plan are not met: ${words.join("; ")}.`,
  );
}

function judgeRegression(file: ResultFile, base: ResultFile): GateSentence {
  const { regressions } = compareResults(base, file);
  const before = `${base.run.runtime} ${base.run.commit?.slice(0, 9) ?? "without a commit"}`;
  if (regressions.length === 0) return held(`Everything that passed before (${before}) passes.`);
  const names = regressions.map(({ id, after }) => `${id} (${after ?? "gone"})`);
  return broken(`${names.length} that passed before (${before}) do not pass: ${foldedList(names, shown)}.`);
}

function judgeNotVerified({ totals }: ResultFile, most: number): GateSentence {
  const open = totals.not_verified + totals.not_built + totals.not_selected;
  const text = `${open} criteria have no verdict, and ${most} may have none.`;
  return open <= most ? held(text) : broken(text);
}

function judgeTime({ run, runs }: ResultFile, most: number): GateSentence {
  const seconds = Math.ceil(run.duration_ms / 1000);
  const text = `${runs.length === 1 ? "The run" : `The ${runs.length} runs`} took ${seconds} s of ${most} s.`;
  return seconds <= most ? held(text) : broken(text);
}
