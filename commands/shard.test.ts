// Holds the promise of a split run: whatever is broken, its shards merged say what the unsplit run says.
import { assert, constantFrom, integer, property, subarray } from "fast-check";
import { expect, test } from "vitest";
import { mergeResultFiles } from "../reports/merge.ts";
import { buildResultFile } from "../reports/result-file.ts";
import { sampleResult, sampleRun } from "../reports/sample.ts";
import { settle } from "../reports/settle.ts";
import { type RunScope, unjudged } from "../reports/unjudged.ts";
import { criteriaOf } from "../suites/catalogue.ts";
import type { Phase } from "../suites/check.ts";
import { needsOf } from "../suites/needs.ts";
import { askedOf } from "./select-criteria.ts";
import { readShard, shardOf } from "./shard.ts";
import { UsageError } from "./usage-error.ts";

const services = ["api-gateway", "platform-services", "airtable-gateway", "mcp-server", "llm-orchestrator"];
const criteria = criteriaOf({ services, datastores: ["postgres", "redis"] });
const phases: readonly Phase[] = ["side-by-side", "limits", "disturbing", "on-demand"];
const inTurn = phases.flatMap((phase) => criteria.filter(({ check }) => check.phase === phase));

interface Case {
  /** Ids of what does not hold in the system. */
  readonly broken: ReadonlySet<string>;
  readonly suites: readonly string[];
  readonly shard?: string;
}

/** A run as `judge` does it: in turn, and what needs something that failed before is blocked. */
function runOf({ broken, suites, shard }: Case) {
  const split = shard === undefined ? undefined : readShard(shard);
  const asked = askedOf({ suites, checks: [], shard: split }, criteria);
  const scope: RunScope = { runtime: "embedded", capabilities: ["kill", "logs", "pause"], ...asked };
  const failed = new Set<string>();
  const raw = inTurn
    .filter((criterion) => unjudged(criterion, scope) === undefined)
    .map((criterion) => {
      const { id } = criterion;
      const blockedBy = needsOf(criterion, criteria).find((need) => failed.has(need));
      const outcome = blockedBy ? "blocked" : broken.has(id) ? "failed" : "passed";
      if (outcome !== "passed") failed.add(id);
      return sampleResult(id, outcome, { blockedBy });
    });
  const run = { ...sampleRun, id: shard ?? "whole" };
  return buildResultFile({ criteria, results: settle(criteria, raw, scope), run });
}

const splitInto = (count: number, given: Case) =>
  Array.from({ length: count }, (_, index) => runOf({ ...given, shard: `${index + 1}/${count}` }));

const brokenSets = subarray(
  criteria.map(({ id }) => id),
  { maxLength: 40 },
).map((ids) => new Set(ids));
const suiteSets = constantFrom([], [], ["auth", "chaos"], ["delivery"]);

test(
  "When a run is split and its shards are merged, then they say what the unsplit run says",
  { timeout: 60_000 },
  () => {
    const sameAsUnsplit = property(
      brokenSets,
      suiteSets,
      integer({ min: 1, max: 4 }),
      (broken, suites, count) => {
        const whole = runOf({ broken, suites });
        const shards = splitInto(count, { broken, suites });
        const merged = mergeResultFiles(
          shards.map((file) => ({ name: file.run.id, file })),
          criteria,
        );
        const { run: _run, runs: _runs, ...said } = merged;
        const { run: _ofWhole, runs: _ofWholeRuns, ...saidByWhole } = whole;
        const sameReason = (file: typeof said) => ({
          ...file,
          criteria: file.criteria.map((record) =>
            record.outcome === "not-selected" ? { ...record, reason: null } : record,
          ),
        });
        expect(sameReason(said)).toEqual(sameReason(saidByWhole));
      },
    );
    assert(sameAsUnsplit, { numRuns: 15 });
  },
);

test("When a run is split, then no shard alone has a pass rate of the whole, and none gets most of it", () => {
  const shards = splitInto(3, { broken: new Set(), suites: [] });

  for (const { partial, totals } of shards) {
    expect(partial).toBe(true);
    expect(totals.criteria - totals.not_selected).toBeLessThan(criteria.length * 0.55);
  }
});

test("When a run is split, then each shard judges what is judged of a run as a whole, and nothing that was not asked", () => {
  const asked = criteria.filter(({ suite }) => suite === "health" || suite === "secrets");
  for (const index of [1, 2, 3]) {
    const shard = shardOf(asked, { index, count: 3 });
    expect([...shard]).toContain("secrets.logs");
    for (const service of services) expect([...shard]).toContain(`health.steady/${service}`);
    expect([...shard].every((id) => /^(health|secrets)\./.test(id))).toBe(true);
  }
});

test.for(["0/3", "4/3", "1", "1/0", "a/b", "1/3/3", "-1/3", "", "1.5/3"])(
  "When the shard is %j, then a UsageError says how",
  (text) => {
    expect(() => readShard(text)).toThrow(UsageError);
    expect(() => readShard(text)).toThrow(
      `--shard takes i/n, such as 2/3 for the second of three parts, not "${text}"`,
    );
  },
);
