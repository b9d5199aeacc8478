// Judges the plan's own flow, directly and through the gateway, and its trace.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import type { CheckContext } from "../check-context.ts";
import { registerPerson } from "../person.ts";
import { verify } from "../verify.ts";
import { runFlow } from "./flow.ts";
import { workflow } from "./workflow.checks.ts";

verify(workflow.registerLoginQuery, async (context) => {
  await runFlow(context, { through: "services", via: "published" });
});

verify(workflow.gateway, async (context) => {
  await runFlow(context, { through: "gateway", via: "published" });
  const { http, setting, stack } = context;
  const headers = { "x-api-key": setting("api-gateway", "API_KEY") };
  const reply = await http.get("api-gateway", "/api/airtable/tables", { headers });
  expect(reply.status, "the gateway's answer to the service key, without a token").toBe(200);
  const [table] = (reply.json?.["tables"] ?? []) as readonly { id: string }[];
  const records = `/api/airtable/tables/${table?.id ?? "none"}/records`;
  const asked = await http.get("api-gateway", `${records}?page_size=2`, { headers });
  expect(asked.status, "status of a page of records through api-gateway").toBe(200);
  const page = (asked.json?.["records"] ?? []) as readonly unknown[];
  expect(page.length, "records of a page of 2 that is asked of api-gateway").toBeLessThanOrEqual(2);
  // A real base may have fewer.
  if (stack.unknown?.airtable !== undefined) return;
  expect(page.length, "records of a page of 2 that is asked of api-gateway").toBe(2);
  expect(asked.json?.["offset"], "the offset of the next page, through api-gateway").toMatch(/\S/);
});

interface RequestLine {
  readonly service: string;
  readonly msg: string;
  readonly request_id: string;
}

async function linesWith({ stack, services }: CheckContext, id: string): Promise<RequestLine[]> {
  const logs = await Promise.all(services.map(({ name }) => stack.logs(name)));
  return logs
    .flat()
    .filter(({ text }) => text.includes(id))
    .map(({ text }) => JSON.parse(text) as RequestLine);
}

verify(workflow.trace, async (context) => {
  const { http, services, evidence } = context;
  const person = await registerPerson(http);
  const id = `trace-${randomUUID()}`;
  const headers = { ...person.bearer, "x-request-id": id };
  const reply = await http.post("api-gateway", "/api/chat", {
    headers,
    json: { message: "list the tables" },
    timeoutMs: 15_000,
  });
  expect(reply.status, "a chat through the gateway").toBe(200);
  expect(reply.headers["x-request-id"], "the answer carries the caller's id").toBe(id);
  const every = services.map(({ name }) => name).toSorted();
  const hops = async () => {
    const lines = await linesWith(context, id);
    return [
      ...new Set(lines.filter(({ request_id }) => request_id === id).map(({ service }) => service)),
    ].toSorted();
  };
  const complete = async () => ((await hops()).length === every.length ? true : undefined);
  await until(complete, {
    budgetMs: 3000,
    what: `the id in the log of every hop (${every.join(", ")})`,
  }).catch(() => undefined);
  const seen = await hops();
  evidence.record({
    kind: "logs",
    service: undefined,
    summary: `services that logged ${id}: ${seen.join(", ")}`,
  });
  const lost = every.filter((name) => !seen.includes(name));
  if (lost.length > 0)
    throw new Failure(
      `${lost.join(", ")} did not log the caller's request id, ${seen.join(", ") || "nobody"} did: a hop between them does not hand it on`,
    );
  const strange = await http.get("api-gateway", "/api/health", {
    headers: { "x-request-id": "bad id\u00e9{}" },
  });
  expect(strange.headers["x-request-id"] ?? "", "an id that is not well formed is replaced").toMatch(
    /^[\w-]{8,}$/,
  );
});
