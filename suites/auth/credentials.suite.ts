// Judges the other credentials of airtable-gateway: the service key, the operator's token, and spoofed identities.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import { registerPerson } from "../person.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";

const gateway = "airtable-gateway";
const tables = "/api/airtable/tables";
const someTables = {
  tables: expect.arrayContaining([
    expect.objectContaining({ id: expect.any(String), name: expect.any(String) }),
  ]),
};

verify(auth.apiKey, async ({ http, setting }) => {
  const reply = await http.get(gateway, tables, { headers: { "x-api-key": setting(gateway, "API_KEY") } });
  expect(reply.status, "the service key").toBe(200);
  expect(reply.json).toMatchObject(someTables);
});

verify(auth.apiKeyRejected, async ({ http, setting }) => {
  const key = setting(gateway, "API_KEY");
  for (const wrong of [randomUUID(), key.slice(0, -1), `${key}x`, key.toUpperCase()]) {
    const reply = await http.get(gateway, tables, { headers: { "x-api-key": wrong } });
    expect(reply.status, "a wrong service key").toBe(401);
    expect(reply.headers["www-authenticate"] ?? "", "the challenge").toMatch(/\S/);
  }
});

verify(auth.airtableToken, async ({ http, setting }) => {
  const token = setting(gateway, "AIRTABLE_TOKEN");
  const reply = await http.get(gateway, tables, { headers: { authorization: `Bearer ${token}` } });
  expect(reply.status, "the operator's own Airtable token").toBe(200);
  expect(reply.json).toMatchObject(someTables);
  const wrong = await http.get(gateway, tables, { headers: { authorization: `Bearer pat${randomUUID()}` } });
  expect(wrong.status, "somebody else's token").toBe(401);
});

verify(auth.identitySpoof, async (context) => {
  const { http, services, stack, can } = context;
  const spoof = {
    "x-user-id": randomUUID(),
    "x-user-email": "admin@example.com",
    "x-forwarded-for": "127.0.0.1",
  };
  for (const { name, guarded } of services) {
    if (!guarded) continue;
    for (const headers of [spoof, { ...spoof, "x-api-key": randomUUID() }]) {
      const reply = await http.request(guarded.method, name, guarded.path, { headers });
      expect(reply.status, `${name} for an X-User-Id without a key`).toBe(401);
    }
  }
  const eve = await registerPerson(http);
  const profile = await http.get("platform-services", "/auth/profile", {
    headers: { ...eve.bearer, ...spoof },
  });
  expect(profile.json, "the profile of whoever is signed in, not of the X-User-Id beside").toMatchObject({
    id: eve.id,
  });
  const id = `spoof-${randomUUID()}`;
  const headers = { ...spoof, "x-request-id": id };
  const open = await http.post("api-gateway", "/api/auth/login", { headers, json: {} });
  expect(open.status, "an open route at the gateway").toBe(422);
  if (!can("logs")) return;
  const logged = async () => (await stack.logs("api-gateway")).some(({ text }) => text.includes(id));
  await until(logged, { budgetMs: 3000, what: "the gateway to log the request" });
  for (const { name } of services) {
    const believed = (await stack.logs(name)).filter(({ text }) => text.includes(spoof["x-user-id"]));
    expect(
      believed.map(({ text }) => text),
      `log lines of ${name} that take the spoofed X-User-Id for somebody`,
    ).toEqual([]);
  }
});
