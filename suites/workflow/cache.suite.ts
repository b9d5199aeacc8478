// Judges what airtable-gateway keeps of Airtable's answers: that it is used, that it expires, and is never stale.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import { attemptsOf, newToken, read, scripted } from "../chaos/scripted-airtable.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { createRecords, gateway, serviceKey } from "./airtable-records.ts";
import { openRedis } from "../open-redis.ts";
import { redisIsBack } from "./redis-is-back.ts";
import { workflow } from "./workflow.checks.ts";

const table = "People";

verify(workflow.cache, async (context) => {
  needSimulatedAirtable(context.stack);
  await redisIsBack(context);
  await using redis = openRedis(context, gateway);
  const token = newToken();
  const [first, second] = [await read(context, token), await read(context, token)];
  expect(first.json?.["records"], "records of the answer").toHaveLength(1);
  const asked = (await attemptsOf(context, token)).length;
  expect(asked, `times that ${gateway} asked Airtable the same question, which it was asked twice`).toBe(1);
  expect(second.json, "the second answer to the same question").toEqual(first.json);
  const keys = await redis.keys("airtable:*");
  const lifetimes = await Promise.all(keys.map((key) => redis.ttl(key)));
  const answers = keys.filter((key) => key.startsWith("airtable:answer:"));
  context.evidence.record({
    kind: "state",
    service: gateway,
    summary: `redis: ${answers.length} answers of Airtable's among ${keys.length} keys`,
  });
  expect(answers.length, `answers that ${gateway} keeps in Redis (airtable:answer:…)`).toBeGreaterThan(0);
  // -1 is for ever; -2 has gone meanwhile.
  const endless = keys.filter((_, index) => lifetimes[index] === -1);
  expect(endless.slice(0, 3), `what ${gateway} keeps in Redis without an expiry`).toEqual([]);
});

verify(workflow.freshAfterWrite, async (context) => {
  needSimulatedAirtable(context.stack);
  await redisIsBack(context);
  const { airtable } = context;
  const records = createRecords(context, { headers: serviceKey(context) });
  const Name = `Held ${randomUUID()}`;
  const [created] = await records.write("POST", table, { records: [{ fields: { Name, Title: "old" } }] });
  const id = created?.id ?? "none";
  const title = async () => {
    const { records: found } = await records.page(table, { filter_by_formula: `{Name} = '${Name}'` });
    return found.map(({ fields }) => fields["Title"]);
  };
  const isHeld = async () =>
    (await airtable.requests()).some(({ method, path }) => method === "PATCH" && path.includes(id));
  const held = { match: { method: "PATCH", path: id }, times: null, fault: { kind: "hold" } } as const;
  let writing: ReturnType<typeof records.change> | undefined;
  await scripted(context, [held], async () => {
    writing = records.change(table, id, { Title: "new" });
    // Told where it is awaited, and not at all when the check has failed before.
    writing.catch(() => undefined);
    await until(isHeld, { budgetMs: 5000, what: `${gateway} to send the change to Airtable` });
    expect(await title(), "a read while Airtable still holds the change").toEqual(["old"]);
  });
  expect((await writing)?.status, "status of the change that Airtable held for a while").toBe(200);
  expect(await title(), `what ${gateway} shows after a change during which it was read`).toEqual(["new"]);
  await records.remove(table, [id]);
});
