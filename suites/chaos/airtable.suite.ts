// Judges what the caller gets while Airtable fails, throttles or hangs, by what Airtable itself saw.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import {
  attemptsOf,
  type Fault,
  gateway,
  keyOf,
  newToken,
  people,
  read,
  rule,
  scripted,
} from "./scripted-airtable.ts";

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The two waits of one read that fails twice at Airtable, in milliseconds. */
async function waitsOf(context: CheckContext, token: string): Promise<readonly [number, number]> {
  const reply = await read(context, token);
  expect(reply.status, "status although Airtable failed twice").toBe(200);
  const attempts = await attemptsOf(context, token);
  expect(
    attempts.map(({ status }) => status),
    "what Airtable answered",
  ).toEqual([503, 503, 200]);
  const [first = 0, second = 0, third = 0] = attempts.map(({ at }) => at);
  return [second - first, third - second];
}

const callsPerRound = 8;
const mostRounds = 5;
/** Less is no wait: it is how long an attempt takes by itself. */
const leastWaitMs = 20;
/** How much longer the second wait is, at the least; doubling is usual. */
const leastGrowth = 1.4;

verify(chaos.retry, async (context) => {
  // Waits are drawn by lot: one call says little about how they grow, so as many are made as it takes.
  const waits: (readonly [number, number])[] = [];
  let growth = 0;
  for (let round = 0; round < mostRounds && growth < leastGrowth; round++) {
    const tokens = Array.from({ length: callsPerRound }, newToken);
    const rules = tokens.map((token) => rule(token, 2, { kind: "status", status: 503 }));
    await scripted(context, rules, async () => {
      waits.push(...(await Promise.all(tokens.map((token) => waitsOf(context, token)))));
    });
    growth = median(waits.map(([, second]) => second)) / Math.max(1, median(waits.map(([first]) => first)));
  }
  const first = median(waits.map(([wait]) => wait));
  const shortest = Math.min(...waits.flat());
  const summary = `waits before the second attempt: ${first} ms, before the third ${growth.toFixed(2)} times as long (medians of ${waits.length} calls)`;
  context.evidence.record({ kind: "note", service: gateway, summary });
  expect(first, "ms before the second attempt").toBeGreaterThan(20);
  // A busy machine adds to a wait and never takes from it: the shortest is the one that was meant.
  expect(shortest, `ms of the shortest wait; ${summary}`).toBeGreaterThanOrEqual(leastWaitMs);
  expect(growth, summary).toBeGreaterThanOrEqual(leastGrowth);
});

function expectOutage(reply: Reply, what: string): void {
  expect([502, 503, 504], `status when ${what}`).toContain(reply.status);
  expectProblem(reply, `the case that ${what}`);
  expect(reply.headers["retry-after"] ?? "", `Retry-After when ${what}`).toMatch(/^[1-9]\d*$/);
}

verify(chaos.retryExhausted, async (context) => {
  const faults: readonly Fault[] = [
    { kind: "status", status: 502 },
    { kind: "status", status: 503 },
    { kind: "status", status: 504 },
    { kind: "drop-before" },
  ];
  const cases = faults.map((fault) => ({ token: newToken(), fault }));
  const rules = cases.map(({ token, fault }) => rule(token, null, fault));
  await scripted(context, rules, async () => {
    const replies = await Promise.all(cases.map(({ token }) => read(context, token)));
    for (const [index, { token, fault }] of cases.entries()) {
      const what =
        fault.kind === "status" ? `Airtable keeps answering ${fault.status}` : "Airtable keeps hanging up";
      const reply = replies[index];
      if (reply) expectOutage(reply, what);
      expect((await attemptsOf(context, token)).length, `attempts when ${what}`).toBe(3);
    }
  });
});

async function recordsNamed(context: CheckContext, name: string): Promise<readonly { id: string }[]> {
  const query = new URLSearchParams({ filter_by_formula: `{Name} = '${name}'` }).toString();
  const headers = { ...keyOf(context), "cache-control": "no-cache" };
  const reply = await context.http.get(gateway, `${people}?${query}`, { headers });
  expect(reply.status, "reading what was created").toBe(200);
  return (reply.json?.["records"] ?? []) as { id: string }[];
}

/** Each leaves it open whether Airtable has applied a write. */
const uncertain: readonly Fault[] = [
  { kind: "hang" },
  { kind: "status", status: 502 },
  { kind: "status", status: 503 },
  { kind: "status", status: 504 },
];

/** How many creates have reached Airtable at a table. */
const createsAt = async ({ airtable }: CheckContext, table: string): Promise<number> =>
  (await airtable.requests()).filter(({ method, path }) => method === "POST" && path.includes(table)).length;

verify(chaos.retryWrites, async (context) => {
  const { http } = context;
  const headers = keyOf(context);
  const name = `Once ${newToken()}`;
  const dropped = { path: people, match: "People", fault: { kind: "drop-after" } } as const;
  const others = uncertain.map((fault) => {
    const table = newToken();
    return { path: `/api/airtable/tables/${table}/records`, match: table, fault };
  });
  const cases = [dropped, ...others];
  const before = await createsAt(context, "People");
  const rules = cases.map(({ match, fault }) => ({
    match: { method: "POST", path: match },
    times: null,
    fault,
  }));
  await scripted(context, rules, async () => {
    const create = ({ path }: (typeof cases)[number]) =>
      http.post(gateway, path, { headers, json: { fields: { Name: name } } });
    const replies = await Promise.all(cases.map(create));
    for (const [index, { match, fault }] of cases.entries()) {
      const reply = replies[index];
      const what = `a create ends in ${"status" in fault ? fault.status : fault.kind}`;
      if (reply) expectOutage(reply, what);
      const sent = (await createsAt(context, match)) - (match === "People" ? before : 0);
      expect(sent, `times that it was sent when ${what}`).toBe(1);
    }
    expect(
      replies[0]?.json?.["detail"],
      "what the caller is told, who must look before creating again",
    ).toMatch(/may have been applied/);
  });
  const found = await recordsNamed(context, name);
  context.evidence.record({
    kind: "state",
    service: gateway,
    summary: `${cases.length} creates of which Airtable gave no good answer were sent once each; ${found.length} record(s) were made`,
  });
  expect(found.length, "records that the create made whose connection broke").toBe(1);
  for (const { id } of found) await http.request("DELETE", gateway, `${people}/${id}`, { headers });
});

verify(chaos.throttled, async (context) => {
  const token = newToken();
  const seconds = 1;
  await scripted(context, [rule(token, 1, { kind: "throttle", retryAfter: seconds })], async () => {
    const reply = await read(context, token);
    expect(reply.status, `a read that was asked to wait ${seconds} s`).toBe(200);
    const attempts = await attemptsOf(context, token);
    expect(
      attempts.map(({ status }) => status),
      "what Airtable answered",
    ).toEqual([429, 200]);
    const waited = (attempts[1]?.at ?? 0) - (attempts[0]?.at ?? 0);
    // Both ends are rounded to milliseconds.
    expect(waited, "ms between the 429 and the next attempt").toBeGreaterThanOrEqual(seconds * 1000 - 2);
  });
});

verify(chaos.timeout, async (context) => {
  const { setting } = context;
  const budgetMs = Number(setting(gateway, "AIRTABLE_BUDGET_MS"));
  const silences = [
    { kind: "hang", what: "Airtable hangs" },
    { kind: "stall", what: "Airtable falls silent in the middle of its answer" },
  ] as const;
  const calls = silences.map(({ kind, what }) => ({ token: newToken(), fault: { kind }, what }));
  const rules = calls.map(({ token, fault }) => rule(token, null, fault));
  await scripted(context, rules, async () => {
    const asked = calls.map(async ({ token, what }) => ({ token, what, reply: await read(context, token) }));
    const [other, ...silent] = await Promise.all([read(context, newToken()), ...asked]);
    for (const { token, what, reply } of silent) {
      await attemptsOf(context, token);
      expectOutage(reply, what);
      expect(reply.status, `status when ${what}`).toBe(504);
      // The slack is for a slow machine; a call without a budget would wait for ever.
      expect(reply.ms, `ms until the answer when ${what}`).toBeLessThan(budgetMs + 3000);
    }
    expect(other.status, "another read while one hangs").toBe(200);
    expect(other.ms, "ms of another read while one hangs").toBeLessThan(budgetMs);
  });
});
