// Reads through airtable-gateway while Airtable fails by a script, and what Airtable itself saw of it.
import { randomUUID } from "node:crypto";
import type { FaultRule, JournalEntry } from "../../fixtures/airtable/simulator-client.ts";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";

export const gateway = "airtable-gateway";
export const people = "/api/airtable/tables/People/records";
export type Fault = FaultRule["fault"];

/** What is unlike every other question: it is found again in the journal, and no cache has its answer. */
export const newToken = () => `chaos${randomUUID().replaceAll("-", "").slice(0, 12)}`;

export const keyOf = ({ setting }: CheckContext) => ({ "x-api-key": setting(gateway, "API_KEY") });

export function read(context: CheckContext, token: string): Promise<Reply> {
  const query = new URLSearchParams({ filter_by_formula: `LEN('${token}') > 0`, page_size: "1" });
  return context.http.get(gateway, `${people}?${query.toString()}`, { headers: keyOf(context) });
}

/** The attempts that reached Airtable, in order. */
export async function attemptsOf(
  { airtable, evidence }: CheckContext,
  token: string,
): Promise<readonly JournalEntry[]> {
  const seen = (await airtable.requests()).filter(({ path }) => path.includes(token));
  const first = seen[0]?.at ?? 0;
  const times = seen.map(({ at, status }) => `${status ?? "no answer"} at ${at - first} ms`);
  evidence.record({
    kind: "state",
    service: gateway,
    summary: `Airtable saw ${seen.length}: ${times.join(", ")}`,
  });
  return seen;
}

/** Runs `judge` while Airtable follows the script, which is always taken back. */
export async function scripted(
  { airtable }: CheckContext,
  rules: readonly FaultRule[],
  judge: () => Promise<void>,
): Promise<void> {
  await airtable.setFaults(rules);
  try {
    await judge();
  } finally {
    await airtable.clearFaults();
  }
}

export const rule = (token: string, times: number | null, fault: Fault): FaultRule => ({
  match: { path: token },
  times,
  fault,
});
