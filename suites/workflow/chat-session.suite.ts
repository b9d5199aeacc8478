// Judges a chat's session: it remembers, in order, ends when its owner says so, expires, and keeps to its base.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { openRedis } from "../open-redis.ts";
import { registerPerson } from "../person.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { chatOf, chatTimeoutMs } from "./ask-chat.ts";
import { openSightings } from "./sightings.ts";
import { workflow } from "./workflow.checks.ts";

const entry = "api-gateway";
const assistant = "llm-orchestrator";
const first = { message: "list the tables" };
const second = { message: "what fields does People have?" };

const keyOf = ({ setting }: CheckContext) => ({ "x-api-key": setting(entry, "API_KEY") });

verify(workflow.chatSession, async ({ http, stack }) => {
  needSimulatedAirtable(stack);
  const { bearer: headers } = await registerPerson(http);
  const ask = chatOf(http, headers);
  const opening = await ask(first);
  const path = `/api/sessions/${opening.session_id}`;
  const next = await ask({ ...second, session_id: opening.session_id });
  expect(next.session_id, "the session of a question that goes on with it").toBe(opening.session_id);
  const history = await http.get(entry, `${path}/history`, { headers });
  expect(history.status, "status of the history of one's own session").toBe(200);
  const messages = (history.json?.["messages"] ?? []) as readonly { role: string; content: string }[];
  expect(
    messages.map(({ role, content }) => ({ role, content })),
    `what ${assistant} has kept of two questions and their answers, in order`,
  ).toEqual([
    { role: "user", content: first.message },
    { role: "assistant", content: opening.response },
    { role: "user", content: second.message },
    { role: "assistant", content: next.response },
  ]);
  const removal = await http.request("DELETE", entry, path, { headers });
  expect([200, 204], "status of the end of one's own session").toContain(removal.status);
  for (const gone of [path, `${path}/history`]) {
    const { status } = await http.get(entry, gone, { headers });
    expect(status, `GET ${gone} of a session that its owner has deleted at ${assistant}`).toBe(404);
  }
  const json = { ...second, session_id: opening.session_id };
  const late = await http.post(entry, "/api/chat", { headers, json, timeoutMs: chatTimeoutMs });
  expect(late.status, "a chat that goes on with a deleted session").toBe(404);
});

verify(workflow.chatExpiry, async (context) => {
  const { http, evidence } = context;
  const { session_id: id } = await chatOf(http, keyOf(context))(first);
  await using redis = openRedis(context, assistant);
  const keys: string[] = [];
  // By the id alone: how the keys are called is the service's own affair.
  for await (const some of redis.scanStream({ match: `*${id}*`, count: 1000 }))
    keys.push(...(some as string[]));
  const lives = await Promise.all(keys.map(async (key) => ({ key, seconds: await redis.ttl(key) })));
  const told = lives.map(({ key, seconds }) => `${key} ${seconds} s`).join(", ");
  const summary = `redis: of session ${id} there is ${told || "nothing"}`;
  evidence.record({ kind: "state", service: assistant, summary });
  expect(keys.length, `keys in Redis of the chat that ${assistant} keeps`).toBeGreaterThan(0);
  const forever = lives.filter(({ seconds }) => seconds <= 0).map(({ key }) => key);
  expect(forever, `keys of a chat session of ${assistant} that never expire`).toEqual([]);
});

verify(workflow.chatBase, async (context) => {
  const { tables, baseId } = openSightings(context);
  const names = (await tables()).map(({ name }) => name);
  expect(names.length, `tables of ${baseId}`).toBeGreaterThan(1);
  const ask = chatOf(context.http, keyOf(context));
  const judge = (response: string, what: string) => {
    for (const name of names) expect(response, what).toContain(name);
  };
  const { response, session_id } = await ask({ ...first, base_id: baseId });
  judge(response, `the tables of ${baseId}, which POST /api/chat was asked about at ${assistant}`);
  const next = await ask({ ...first, session_id });
  judge(next.response, `the same in a session about ${baseId}, when ${assistant} is not told it again`);
});
