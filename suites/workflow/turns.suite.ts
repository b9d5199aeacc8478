// Judges that each base's requests take turns, counted where all replicas count them.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { attemptsOf, newToken } from "../chaos/scripted-airtable.ts";
import { expectProblem } from "../problem.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { basesOf, gateway, serviceKey } from "./airtable-records.ts";
import { openRedis } from "../open-redis.ts";
import { redisIsBack } from "./redis-is-back.ts";
import { workflow } from "./workflow.checks.ts";

const mostReads = 4;
/** How much further off than a call's budget: more than clocks differ. */
const slackMs = 20_000;

/** A question about the base's first table that no cache has the answer of. */
async function questionOf({ http }: CheckContext, headers: Readonly<Record<string, string>>, base: string) {
  const listed = await http.get(gateway, `/api/airtable/tables?base_id=${base}`, { headers });
  expect(listed.status, `status of the tables of ${base}`).toBe(200);
  const [table] = (listed.json?.["tables"] ?? []) as readonly { id: string }[];
  const path = `/api/airtable/tables/${table?.id ?? "none"}/records`;
  return (token: string) => {
    const formula = `LEN('${token}') > 0`;
    const query = new URLSearchParams({ filter_by_formula: formula, page_size: "1", base_id: base });
    return http.get(gateway, `${path}?${query.toString()}`, { headers });
  };
}

verify(workflow.turns, async (context) => {
  const { stack, setting, evidence } = context;
  needSimulatedAirtable(stack);
  await redisIsBack(context);
  const limit = Number(setting(gateway, "AIRTABLE_BASE_LIMIT"));
  const reads = Math.min(mostReads, limit);
  const headers = serviceKey(context);
  const byDefault = setting(gateway, "AIRTABLE_BASE");
  const base = (await basesOf(context)).find((id) => id !== byDefault) ?? "";
  const ask = await questionOf(context, headers, base);
  await using redis = openRedis(context, gateway);
  const turns = `airtable:turns:${base}`;
  const statuses = new Set<number>();
  // Turns are forgotten after little more than a second, which a slow machine may take to look.
  const counted = async () => {
    const replies = await Promise.all(Array.from({ length: reads }, () => ask(newToken())));
    for (const { status } of replies) statuses.add(status);
    const count = await redis.llen(turns);
    const summary = `redis: ${turns} has ${count} turns after ${reads} reads`;
    evidence.record({ kind: "state", service: gateway, summary });
    return count >= reads;
  };
  await until(counted, {
    budgetMs: 5000,
    intervalMs: 250,
    what: `${gateway} to count ${reads} reads of base ${base} among its turns in Redis (${turns})`,
  });
  expect([...statuses], "statuses of the reads").toEqual([200]);

  const untilTurnMs = Number(setting(gateway, "AIRTABLE_BUDGET_MS")) + slackMs;
  const later = Date.now() + untilTurnMs;
  await redis.lpush(turns, ...Array.from({ length: limit }, () => String(later)));
  await redis.pexpire(turns, untilTurnMs);
  const token = newToken();
  try {
    const refused = await ask(token);
    const what = `a read of base ${base}, all of whose ${limit} turns are taken`;
    expect(refused.status, `${gateway}'s answer to ${what}`).toBe(503);
    expectProblem(refused, what);
    expect(refused.headers["retry-after"] ?? "", `Retry-After of ${what}`).toMatch(/^[1-9]\d*$/);
    expect((await attemptsOf(context, token)).length, `times that Airtable was asked for ${what}`).toBe(0);
    const other = await (await questionOf(context, headers, byDefault))(newToken());
    expect(other.status, "status of a read of another base meanwhile").toBe(200);
  } finally {
    await redis.del(turns);
  }
  expect((await ask(token)).status, "status of the same read with turns to give").toBe(200);
});
