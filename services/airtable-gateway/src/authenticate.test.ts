// Who gets in, seen from outside.
import { expect, test } from "vitest";
import { airtableToken, goodJwt, startSystem } from "./test-system.ts";

const tables = "/api/airtable/tables";
const empty = () => ({ json: { tables: [] } });
const bearer = (token: string) => ({ "x-api-key": "", authorization: `Bearer ${token}` });

test("When the service key, the operator's token or a good JWT is shown, then there is an answer", async () => {
  await using system = await startSystem(empty);
  const replies = await Promise.all([
    system.send(tables),
    system.send(tables, { headers: bearer(airtableToken) }),
    system.send(tables, { headers: bearer(goodJwt) }),
    system.send(tables, { headers: { "x-api-key": "", authorization: `bearer  ${goodJwt}` } }),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

test.for([
  { "x-api-key": "a-wrong-key" },
  { "x-api-key": "", "x-user-id": "ada" },
  bearer("garbage"),
  bearer("aaaa.bbbb.bad"),
  { "x-api-key": "", authorization: "Basic YWRhOmFkYQ==" },
  { "x-api-key": "", authorization: `Bearer ${"a".repeat(9000)}` },
])(
  "When the credentials are %o, then it is 401 with a challenge and Airtable is not asked",
  async (headers) => {
    await using system = await startSystem(empty);
    const reply = await system.send(tables, { headers });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(reply.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(system.asked).toEqual([]);
  },
);

test("When the same JWT is shown twice, then platform-services is asked twice, since it may be revoked", async () => {
  await using system = await startSystem(empty);
  await system.send(tables, { headers: bearer(goodJwt) });
  await system.send(tables, { headers: bearer(goodJwt) });
  expect(system.verified).toHaveLength(2);
});

test("When platform-services is away, then a JWT is 503 naming it, and the keys still work", async () => {
  await using system = await startSystem(empty);
  await system.endPlatform();
  const reply = await system.send(tables, { headers: bearer(goodJwt) });
  expect([reply.status, await reply.json()]).toMatchObject([503, { status: 503, peer: "platform-services" }]);
  expect((await system.send(tables)).status).toBe(200);
});
