// What is kept in a real Redis, and that no write can be followed by a stale read.
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestRedis, startTestRedis } from "#kit/test-redis.ts";
import { startSystem } from "./test-system.ts";

let store: TestRedis;
beforeAll(async () => {
  store = await startTestRedis();
});
afterAll(() => store[Symbol.asyncDispose]());

let bases = 0;
/** Data of each test's own. */
const freshBase = () => `appCacheTest${String(++bases).padStart(5, "0")}`;
const records = (base: string, table = "Orders") => `/api/airtable/tables/${table}/records?base_id=${base}`;
const counted = (_asked: unknown, count: number) => ({
  json: { records: [], id: "recA", tables: [], count },
});
const write = { method: "POST", body: { fields: {} } };

test("When the same question comes again, in whatever order, then Airtable is not asked again", async () => {
  await using system = await startSystem(counted, { redis: store.redis });
  const path = records(freshBase());
  const first = await system.send(`${path}&view=a&page_size=5`);
  const second = await system.send(`${path}&page_size=5&view=a`);
  expect([first, second].map(({ headers }) => headers.get("x-cache"))).toEqual(["MISS", "HIT"]);
  expect(await second.text()).toBe(await first.text());
  expect((await system.send(`${path}&page_size=6`)).headers.get("x-cache")).toBe("MISS");
});

test("When two bases are asked the same, then neither sees the other's answer", async () => {
  await using system = await startSystem(counted, { redis: store.redis });
  await system.send(records(freshBase()));
  expect((await system.send(records(freshBase()))).headers.get("x-cache")).toBe("MISS");
});

test("When a caller sends no-cache, then Airtable is asked anew and the new answer is kept", async () => {
  await using system = await startSystem(counted, { redis: store.redis });
  const path = records(freshBase());
  await system.send(path);
  expect(await (await system.send(path, { headers: { "cache-control": "no-cache" } })).json()).toMatchObject({
    count: 2,
  });
  expect(await (await system.send(path)).json()).toMatchObject({ count: 2 });
});

test("When a table is written, then reads by its other name and of other tables ask anew, also at a replica", async () => {
  const base = freshBase();
  await using system = await startSystem(counted, { redis: store.redis });
  await using replica = await startSystem(counted, { redis: await store.connect() });
  for (const table of ["Orders", "tblOrders", "People"]) await replica.send(records(base, table));
  await system.send(records(base), write);
  for (const table of ["Orders", "tblOrders", "People"]) {
    expect((await replica.send(records(base, table))).headers.get("x-cache")).toBe("MISS");
  }
});

test("When a write fails, then reads ask anew, since it may have been applied", async () => {
  await using system = await startSystem(
    (asked, count) => (asked.method === "POST" ? "drop" : counted(asked, count)),
    {
      redis: store.redis,
    },
  );
  const path = records(freshBase());
  await system.send(path);
  expect((await system.send(path, write)).status).toBe(502);
  expect((await system.send(path)).headers.get("x-cache")).toBe("MISS");
});

test("When a read is overtaken by a write, then its old answer is not kept", async () => {
  const readSeen = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  await using system = await startSystem(
    async ({ method }, count) => {
      if (method === "POST") return { json: { id: "recA" } };
      if (count > 1) return { json: { records: ["new"] } };
      readSeen.resolve();
      await written.promise;
      return { json: { records: ["old"] } };
    },
    { redis: store.redis },
  );
  const path = records(freshBase());
  const overtaken = system.send(path);
  await readSeen.promise;
  await system.send(path, write);
  written.resolve();
  expect(await (await overtaken).json()).toEqual({ records: ["old"] });
  expect(await (await system.send(path)).json()).toEqual({ records: ["new"] });
});

test("When a read starts during a write, then its old answer is not kept either", async () => {
  const writing = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let isWritten = false;
  await using system = await startSystem(
    async ({ method }) => {
      if (method !== "POST") return { json: { records: [isWritten ? "new" : "old"] } };
      writing.resolve();
      await finish.promise;
      isWritten = true;
      return { json: { id: "recA" } };
    },
    { redis: store.redis },
  );
  const path = records(freshBase());
  const write1 = system.send(path, write);
  await writing.promise;
  expect(await (await system.send(path)).json()).toEqual({ records: ["old"] });
  finish.resolve();
  await write1;
  expect(await (await system.send(path)).json()).toEqual({ records: ["new"] });
});

test("When Airtable has forgotten an iteration, then the first page is asked anew, with a new offset", async () => {
  const json = { error: { type: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", message: "Start again" } };
  await using system = await startSystem(
    (asked, count) => (asked.url.includes("offset=") ? { status: 422, json } : counted(asked, count)),
    { redis: store.redis },
  );
  const path = records(freshBase());
  await system.send(path);
  expect((await system.send(`${path}&offset=itrA`)).status).toBe(422);
  expect((await system.send(path)).headers.get("x-cache")).toBe("MISS");
});

test("When a plain write is done, then the schema stays; with typecast it is asked anew", async () => {
  await using system = await startSystem(counted, { redis: store.redis });
  const base = freshBase();
  const schema = async () =>
    (await system.send(`/api/airtable/tables?base_id=${base}`)).headers.get("x-cache");
  expect([await schema(), await schema()]).toEqual(["MISS", "HIT"]);
  await system.send(records(base), write);
  expect(await schema()).toBe("HIT");
  await system.send(records(base), { method: "POST", body: { fields: {}, typecast: true } });
  expect(await schema()).toBe("MISS");
});

test("When Redis was away during a write, then what was kept before is not served when it is back", async () => {
  const redis = await store.connect();
  await using system = await startSystem(counted, { redis });
  const path = records(freshBase());
  await system.send(path);
  expect((await system.send(path)).headers.get("x-cache")).toBe("HIT");
  const gone = once(redis, "end");
  redis.disconnect();
  await gone;
  await system.send(path, write);
  expect((await system.send(path)).headers.get("x-cache")).toBe("BYPASS");
  await redis.connect();
  expect((await system.send(path)).headers.get("x-cache")).toBe("MISS");
});
