// How the random mutants are said: lines of the score, and the rows of the table, what nothing noticed first.
import { type MutantOutcome, mutationGoal, type ProofMutant, type ProofMutation } from "../proof-mutation.ts";
import type { ProofResults } from "../proof-results.ts";
import { foldedList, percentText } from "./wording.ts";

type Line = readonly [label: string, value: string];

const order: readonly MutantOutcome[] = ["error", "survived", "not-covered", "caught"];

/** Whatever a person has to look at first. */
export const mutantsInOrder = ({ mutants }: ProofMutation): readonly ProofMutant[] =>
  order.flatMap((wanted) =>
    mutants
      .filter(({ outcome }) => outcome === wanted)
      .toSorted((one, other) =>
        one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
      ),
  );

/** Label and value; none for a proof that changed nothing at random. */
export function mutationLines({ mutation }: Pick<ProofResults, "mutation">): readonly Line[] {
  if (!mutation) return [];
  const { seed, modules, population, reached, mutants, score } = mutation;
  const { caught, covered, not_covered, percent } = score;
  const rate =
    percent === null ? "none was judged" : `${percentText(percent)}; at least ${mutationGoal}% wanted`;
  return [
    ["Random mutants caught", `${caught} of ${covered} covered (${rate})`],
    ["Not covered", `${not_covered} of ${mutants.length} drawn: the suites never come to their code`],
    ["Drawn", `from ${population} mutants of ${modules} modules (${reached} covered) with --seed ${seed}`],
  ];
}

const longest = 120;

/** On one line, and not longer than a line. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

export const placeOf = ({ file, line }: ProofMutant): string => `${file}:${line}`;

export const changeOf = ({
  original,
  replacement,
}: ProofMutant): readonly [before: string, after: string] => [
  shortened(original),
  shortened(replacement) || "nothing",
];

export function noticedText({ outcome, caught_by, timed_out, error }: ProofMutant): string {
  if (outcome === "error") return `could not be judged: ${error ?? ""}`;
  if (outcome === "survived") return "survived";
  if (outcome === "not-covered") return "not covered";
  return caught_by.length === 0 && timed_out
    ? "caught: its time ran out"
    : `caught by ${foldedList(caught_by)}`;
}

export const mutantHeadings = ["verdict", "place", "bears", "before", "after"];
