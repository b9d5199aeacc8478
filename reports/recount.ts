// Counts a result file anew from its criteria: whoever edits a total, or an outcome without what goes with it, is seen.
import { shortfallText } from "./render/wording.ts";
import type { CriterionRecord, ResultFile } from "./result-types.ts";
import { fraction, judgedOf, tally } from "./tally.ts";

/** What a file says of itself that its criteria say anew. */
type Counted = Pick<ResultFile, "totals" | "pass_rate" | "partial" | "green">;

export function recount({ criteria, runs, faults }: ResultFile): Counted {
  const totals = tally(criteria.map(({ outcome }) => outcome));
  const judged = judgedOf(totals);
  const partial = totals.not_selected > 0;
  const started = runs.some(({ runtime }) => runtime !== "attached");
  return {
    totals,
    pass_rate: {
      strict: partial ? null : fraction(totals.passed, totals.criteria),
      of_verified: fraction(totals.passed, judged),
    },
    partial,
    green: faults.length === 0 && judged > 0 && totals.passed === judged && started,
  };
}

/** Sentences about what does not add up; none where all does. */
export function recountFaults(file: ResultFile): readonly string[] {
  const { criteria } = file;
  const counted = recount(file);
  const wrong = (Object.keys(counted) as (keyof Counted)[]).filter(
    (name) => textOf(file[name]) !== textOf(counted[name]),
  );
  const { totals } = counted;
  const made = [`${totals.passed} of ${totals.criteria} passed`, shortfallText(totals)].filter(Boolean);
  return [
    ...(wrong.length > 0
      ? [`${wrong.join(", ")}: not what its criteria make, of which ${made.join(", ")}`]
      : []),
    ...repeatedIds(criteria).map((id) => `it tells of ${id} twice`),
    ...criteria.flatMap((record) => recordFault(record, criteria) ?? []),
  ];
}

/** The same for the same content, in whatever order its fields were written. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

function repeatedIds(criteria: readonly CriterionRecord[]): readonly string[] {
  const groups = Map.groupBy(criteria, ({ id }) => id);
  return [...groups].flatMap(([id, { length }]) => (length > 1 ? [id] : []));
}

/** What an outcome cannot be without, and what it cannot be with. */
function recordFault(record: CriterionRecord, all: readonly CriterionRecord[]): string | undefined {
  const { id, service, outcome, reason, diagnosis, blocked_by, evidence } = record;
  if (outcome === "passed") {
    if (reason !== null || diagnosis !== null || blocked_by !== null)
      return `${id} passed, but it also says why it did not`;
    const seen = evidence.some((item) => service === null || item.service === service);
    return seen ? undefined : `${id} passed without evidence${service === null ? "" : ` from ${service}`}`;
  }
  if (reason === null) return `${id} is ${outcome}, but it does not say why`;
  const blocker = all.find((other) => other.id === blocked_by);
  if (outcome === "blocked" && blocker?.outcome !== "failed")
    return `${id} is blocked by ${blocked_by ?? "nothing"}, which did not fail`;
  return undefined;
}
