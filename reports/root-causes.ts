// What to fix first: the criteria that broke by themselves, each with those that it blocks; and what nobody judged.
import type { CriterionRecord, ResultFile } from "./result-types.ts";

export interface RootCause {
  readonly record: CriterionRecord;
  /** What is wrong and, where it is known, why. */
  readonly summary: string;
  /** `compose.test.yml:41`, `compose.test.yml` or undefined. */
  readonly place: string | undefined;
  readonly cure: string | undefined;
  /** Ids of other criteria that failed with the very same diagnosis: one thing to mend. */
  readonly also: readonly string[];
  /** Ids that failed as a consequence. */
  readonly blocks: readonly string[];
}

/** Those that block most come first; the order of the catalogue otherwise. */
export function rootCauses({ criteria }: ResultFile): readonly RootCause[] {
  const blocked = Map.groupBy(criteria, (record) => record.blocked_by ?? "");
  const broken = criteria.filter(({ outcome }) => ["failed", "error", "flaky"].includes(outcome));
  return [...Map.groupBy(broken, causeKey).values()]
    .map(([record, ...same]) => (record ? causeOf(record, same, blocked) : undefined))
    .filter((cause) => cause !== undefined)
    .toSorted((a, b) => b.blocks.length - a.blocks.length);
}

/** Alike only where the diagnosis names one place: without a place, two failures are two things to look at. */
function causeKey({ id, diagnosis }: CriterionRecord): string {
  if (diagnosis?.file === null || diagnosis?.file === undefined) return id;
  return JSON.stringify([diagnosis.file, diagnosis.line, diagnosis.cure]);
}

type Blocked = ReadonlyMap<string, readonly CriterionRecord[]>;

function causeOf(record: CriterionRecord, same: readonly CriterionRecord[], blocked: Blocked): RootCause {
  const { diagnosis, reason, title } = record;
  const place = [diagnosis?.file, diagnosis?.line]
    .filter((part) => part !== null && part !== undefined)
    .join(":");
  return {
    record,
    summary: diagnosis?.summary ?? firstLine(reason) ?? title,
    place: place === "" ? undefined : place,
    cure: diagnosis?.cure ?? undefined,
    also: same.map(({ id }) => id),
    blocks: [record, ...same].flatMap(({ id }) => blocked.get(id) ?? []).map(({ id }) => id),
  };
}

const firstLine = (text: string | null) => text?.split("\n", 1)[0];

export interface Unjudged {
  readonly reason: string;
  readonly count: number;
  /** By check: `health.container ×7`. */
  readonly checks: readonly string[];
  /** By suite: `health ×7`. */
  readonly suites: readonly string[];
}

/** What was not judged, folded by the reason, the commonest first. */
export function unjudgedByReason({ criteria }: ResultFile): readonly Unjudged[] {
  const open = criteria.filter(({ outcome }) =>
    ["not-verified", "not-built", "not-selected"].includes(outcome),
  );
  const byReason = Map.groupBy(open, ({ reason, outcome }) => reason ?? outcome);
  return [...byReason]
    .map(([reason, records]) => ({
      reason,
      count: records.length,
      checks: counted(records.map(({ check }) => check)),
      suites: counted(records.map(({ suite }) => suite)),
    }))
    .toSorted((a, b) => b.count - a.count);
}

function counted(names: readonly string[]): readonly string[] {
  return [...Map.groupBy(names, (name) => name)].map(([name, { length }]) =>
    length === 1 ? name : `${name} ×${length}`,
  );
}
