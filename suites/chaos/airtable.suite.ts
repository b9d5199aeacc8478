// Judges what the caller gets while Airtable fails, throttles or hangs, by what Airtable itself saw.
import { expect } from "vitest";
import type { FaultRule } from "../../fixtures/airtable/simulator-client.ts";
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

verify(chaos.retryWrites, async (context) => {
  const { http, airtable } = context;
  const headers = keyOf(context);
  const name = `Once ${newToken()}`;
  const creates = async () =>
    (await airtable.requests()).filter(({ method, path }) => method === "POST" && path.includes("People"));
  const before = (await creates()).length;
  const drop: FaultRule = {
    match: { method: "POST", path: "People" },
    times: 1,
    fault: { kind: "drop-after" },
  };
  await scripted(context, [drop], async () => {
    const reply = await http.post(gateway, people, { headers, json: { fields: { Name: name } } });
    expectOutage(reply, "the connection breaks after a create was applied");
    expect(reply.json?.["detail"], "what the caller is told, who must look before creating again").toMatch(
      /may have been applied/,
    );
  });
  const sent = (await creates()).length - before;
  const found = await recordsNamed(context, name);
  const summary = `the create reached Airtable ${sent} time(s) and made ${found.length} record(s)`;
  context.evidence.record({ kind: "state", service: gateway, summary });
  expect(sent, "times that the create was sent to Airtable").toBe(1);
  expect(found.length, "records that it made").toBe(1);
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
