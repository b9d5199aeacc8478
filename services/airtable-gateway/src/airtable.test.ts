// How the gateway meets an Airtable that fails: attempts, waits and the status in the end.
import { expect, test } from "vitest";
import { type Answer, startSystem } from "./test-system.ts";

const orders = "/api/airtable/tables/Orders/records";
const ok = { json: { records: [] } };
const create = { method: "POST", body: { fields: { Name: "Ada" } } };

test.for([429, 502, 503, 504])(
  "When a read meets %i twice, then its third attempt answers",
  async (status) => {
    await using system = await startSystem((_asked, count) => (count < 3 ? { status } : ok));
    expect((await system.send(orders)).status).toBe(200);
    expect(system.asked).toHaveLength(3);
    const metrics = await (await system.send("/metrics")).text();
    expect(metrics).toContain('airtable_retries_total{service="airtable-gateway"} 2');
    expect(metrics).toContain('airtable_requests_total{outcome="success",service="airtable-gateway"} 1');
  },
);

test("When requests succeed and fail, then the metrics name one route for both", async () => {
  await using system = await startSystem((_asked, count) => (count < 2 ? { status: 500 } : ok));
  await system.send(orders);
  await system.send(orders);
  const metrics = await (await system.send("/metrics")).text();
  const routes = [...metrics.matchAll(/^request_count\{.*route="([^"]+)"/gm)].map(([, route]) => route);
  expect(routes).toEqual(Array(2).fill("/api/airtable/tables/:table/records"));
});

test("When a read's connection breaks, then it is sent again", async () => {
  await using system = await startSystem((_asked, count) => (count < 2 ? "drop" : ok));
  expect((await system.send(orders)).status).toBe(200);
});

test.for<[Answer, number, number]>([
  [{ status: 429 }, 503, 3],
  [{ status: 503 }, 503, 3],
  [{ status: 502 }, 502, 3],
  ["drop", 502, 3],
  ["hang", 504, 3],
  [{ status: 500 }, 502, 1],
])("When Airtable keeps to %o, then a read ends in %i with Retry-After after %i attempts", async (seen) => {
  const [answer, status, attempts] = seen;
  await using system = await startSystem(() => answer, { attemptTimeoutMs: 100 });
  const reply = await system.send(orders);
  expect([reply.status, system.asked.length]).toEqual([status, attempts]);
  expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
});

test.for<[Answer, number]>([
  [{ status: 503 }, 503],
  ["drop", 502],
  ["hang", 504],
])("When a create meets %o, then it is not sent twice and says so with %i", async ([answer, status]) => {
  await using system = await startSystem(() => answer, { attemptTimeoutMs: 100 });
  const reply = await system.send(orders, create);
  expect([reply.status, system.asked.length]).toEqual([status, 1]);
  expect(await reply.json()).toMatchObject({ detail: expect.stringContaining("may have been applied") });
});

test("When a create is refused with 429, then it is sent again: it was not applied", async () => {
  await using system = await startSystem((_asked, count) =>
    count < 2 ? { status: 429 } : { json: { id: "recA" } },
  );
  expect((await system.send(orders, create)).status).toBe(201);
});

test("When Airtable is away, then a create is tried again, since it was never sent", async () => {
  await using system = await startSystem(() => ok);
  await system.endAirtable();
  const reply = await system.send(orders, create);
  expect([reply.status, await reply.json()]).toMatchObject([502, { detail: "Airtable cannot be reached." }]);
  const metrics = await (await system.send("/metrics")).text();
  expect(metrics).toContain('airtable_requests_total{outcome="connection",service="airtable-gateway"} 3');
});

test("When Retry-After is longer than the budget, then it is 503 at once with that Retry-After", async () => {
  await using system = await startSystem(() => ({ status: 429, headers: { "retry-after": "30" } }));
  const reply = await system.send(orders);
  expect([reply.status, reply.headers.get("retry-after"), system.asked.length]).toEqual([503, "30", 1]);
});

test("When the monthly quota is used up, then it is not asked again", async () => {
  const json = { errors: [{ error: "PUBLIC_API_BILLING_LIMIT_EXCEEDED", message: "No more" }] };
  await using system = await startSystem(() => ({ status: 429, json }));
  expect((await system.send(orders)).status).toBe(503);
  expect(system.asked).toHaveLength(1);
});

test.for<[number, unknown, number, object]>([
  [404, { error: "NOT_FOUND" }, 404, { type: "NOT_FOUND" }],
  [404, { error: { type: "NOT_FOUND" } }, 404, { type: "NOT_FOUND" }],
  [422, { error: { type: "UNKNOWN_FIELD_NAME", message: "No" } }, 422, { message: "No" }],
  [403, { error: { type: "FORBIDDEN", message: "No" } }, 403, { type: "FORBIDDEN" }],
  [413, { error: "REQUEST_TOO_LARGE" }, 413, { type: "REQUEST_TOO_LARGE" }],
  [401, { error: { type: "AUTHENTICATION_REQUIRED", message: "No" } }, 502, { status: 401 }],
])(
  "When Airtable answers %i %o, then the caller sees %i with its reason",
  async ([from, json, to, reason]) => {
    await using system = await startSystem(() => ({ status: from, json }));
    const reply = await system.send(orders);
    expect([reply.status, await reply.json()]).toMatchObject([to, { status: to, airtable: reason }]);
  },
);

test.for<Answer>([{ text: "<html>" }, { text: "null" }, { json: { rows: [] } }, { status: 302 }])(
  "When a read is answered %o, then it is 502",
  async (answer) => {
    await using system = await startSystem(() => answer);
    expect((await system.send(orders)).status).toBe(502);
  },
);

test("When a table is unknown, then it is 404 although Airtable says 403; a known one stays 403", async () => {
  const error = { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", message: "No" };
  const tables = [{ id: "tblOrders", name: "Orders" }];
  await using system = await startSystem(({ url }) =>
    url.startsWith("/v0/meta/") ? { json: { tables } } : { status: 403, json: { error } },
  );
  const replies = ["Nope", "Orders", "tblOrders"].map((table) =>
    system.send(`/api/airtable/tables/${table}/records`),
  );
  expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([404, 403, 403]);
});

test("When readiness is asked often, then Airtable is asked once, and an outage there does not end it", async () => {
  await using system = await startSystem(() => ({ status: 401 }));
  const replies = await Promise.all([1, 2, 3].map(() => system.send("/ready")));
  expect(await replies[0]?.json()).toMatchObject({
    status: "degraded",
    checks: { airtable: { status: "down", required: false } },
  });
  expect(system.asked.map(({ url }) => url)).toEqual(["/v0/meta/whoami"]);
});
