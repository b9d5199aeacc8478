// Judges how long the routes take at a light load: two people at a time, each doing what there is to do.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { RequestOptions } from "../http.ts";
import { newCredentials } from "../person.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { workflow } from "./workflow.checks.ts";

const records = "/api/airtable/tables/People/records";
const rounds = 20;
const people = 2;

type Json = Readonly<Record<string, unknown>>;
/** Sends a request of the route (`POST /api/chat`), whose `:id` is `id`; keeps how long it took. */
type Ask = (route: string, options?: RequestOptions & { readonly id?: string }) => Promise<Json>;

function timed({ http }: CheckContext) {
  const times = new Map<string, number[]>();
  const ask: Ask = async (route, { id = "", ...options } = {}) => {
    const [method = "", path = ""] = route.split(" ");
    const reply = await http.request(method, "api-gateway", path.replace(":id", id), options);
    expect([200, 201, 204], `status of ${route}`).toContain(reply.status);
    times.set(route, [...(times.get(route) ?? []), reply.ms]);
    return reply.json ?? {};
  };
  const p95 = () =>
    [...times].map(([route, all]) => ({
      route,
      ms: all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1] ?? 0,
    }));
  return { ask, p95 };
}

interface Visitor {
  readonly email: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function signIn(ask: Ask): Promise<Visitor> {
  const { email, password } = newCredentials();
  await ask("POST /api/auth/register", { json: { email, password } });
  const login = await ask("POST /api/auth/login", { json: { username: email, password } });
  const pair = await ask("POST /api/auth/refresh", { json: { refresh_token: login["refresh_token"] } });
  return { email, headers: { authorization: `Bearer ${String(pair["access_token"])}` } };
}

async function look(ask: Ask, { headers }: Visitor): Promise<void> {
  await ask("GET /api/auth/verify", { headers });
  await ask("GET /api/auth/profile", { headers });
  await ask("GET /api/airtable/bases", { headers });
  await ask("GET /api/airtable/tables", { headers });
  await ask(`GET ${records}?page_size=20`, { headers });
  await ask("GET /api/tools", { headers });
  const chat = await ask("POST /api/chat", { headers, json: { message: "list the tables" } });
  await ask("GET /api/sessions/:id/history", { headers, id: String(chat["session_id"]) });
  await ask("GET /api/health");
}

async function change(ask: Ask, { email, headers }: Visitor): Promise<void> {
  await ask("PUT /api/auth/profile", { headers, json: { first_name: "Ada" } });
  const created = await ask(`POST ${records}`, { headers, json: { fields: { Name: email } } });
  const [first = created] = (created["records"] ?? []) as readonly Json[];
  const id = String(first["id"]);
  await ask(`GET ${records}/:id`, { headers, id });
  await ask(`PATCH ${records}/:id`, { headers, id, json: { fields: { Title: "Countess" } } });
  await ask(`DELETE ${records}/:id`, { headers, id });
  await ask("POST /api/execute-tool", { headers, json: { name: "list_tables", arguments: {} } });
}

const leave = (ask: Ask, { headers }: Visitor): Promise<Json> => ask("POST /api/auth/logout", { headers });

async function visitAll(ask: Ask): Promise<void> {
  let left = rounds;
  const person = async () => {
    while (left-- > 0) {
      const visitor = await signIn(ask);
      await look(ask, visitor);
      await change(ask, visitor);
      await leave(ask, visitor);
    }
  };
  await Promise.all(Array.from({ length: people }, person));
}

/** Where all share one client's limits, or wait for the turns of a real base: one person, who changes nothing. */
async function visitOnce(ask: Ask): Promise<void> {
  const visitor = await signIn(ask);
  for (let round = 0; round < rounds; round++) await look(ask, visitor);
  await leave(ask, visitor);
}

verify(workflow.responseTime, async (context) => {
  needSimulatedAirtable(context.stack);
  const { ask, p95 } = timed(context);
  const isRoomy = context.clients.length > 0 && context.stack.runtime !== "attached";
  await (isRoomy ? visitAll(ask) : visitOnce(ask));
  const seen = p95();
  const summary = `p95 of ${rounds}: ${seen.map(({ route, ms }) => `${route} ${Math.round(ms)} ms`).join(", ")}`;
  context.evidence.record({ kind: "note", service: undefined, summary });
  for (const { route, ms } of seen) expect(ms, `p95 of ${route} in ms`).toBeLessThan(1000);
});
