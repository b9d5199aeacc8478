// Judges reading and writing Airtable's records, and what happens to requests that are wrong.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply, RequestOptions } from "../http.ts";
import { registerPerson } from "../person.ts";
import { expectProblem } from "../problem.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { type Page, type StoredRecord, createRecords, gateway } from "./airtable-records.ts";
import { workflow } from "./workflow.checks.ts";

const tables = "/api/airtable/tables";

/** Speaks to airtable-gateway as somebody who is signed in. */
async function signedIn(context: CheckContext) {
  const { http, stack } = context;
  needSimulatedAirtable(stack);
  const { bearer } = await registerPerson(http);
  const ask = (method: string, path: string, options: RequestOptions = {}) =>
    http.request(method, gateway, path, { ...options, headers: { ...bearer, ...options.headers } });
  const { page } = createRecords(context, { headers: bearer });
  return { ask, page };
}

verify(workflow.records, async (context) => {
  const { page } = await signedIn(context);
  const seen: StoredRecord[] = [];
  let offset: string | undefined;
  do {
    const next = await page("Orders", { page_size: "60", ...(offset ? { offset } : {}) });
    expect(next.records.length, "records of a page").toBeLessThanOrEqual(60);
    seen.push(...next.records);
    ({ offset } = next);
  } while (offset && seen.length < 2000);
  expect(seen.length, "records over all pages").toBeGreaterThan(250);
  expect(new Set(seen.map(({ id }) => id)).size, "no record comes twice").toBe(seen.length);
  const shipped = seen.filter(({ fields }) => fields["Status"] === "Shipped").map(({ id }) => id);
  const filtered = await page("Orders", { filter_by_formula: "{Status} = 'Shipped'", page_size: "100" });
  expect(shipped.length, "orders that are shipped").toBeGreaterThan(0);
  expect(filtered.records.map(({ id }) => id).toSorted(), "the filter").toEqual(
    shipped.toSorted().slice(0, 100),
  );
  const open = seen.filter(({ fields }) => ["New", "Processing"].includes(String(fields["Status"])));
  const viewed = await page("Orders", { view: "Open orders", page_size: "100" });
  expect(open.length, "orders that are open").toBeGreaterThan(0);
  expect(viewed.records.map(({ id }) => id).toSorted(), "the view of the open orders").toEqual(
    open
      .slice(0, 100)
      .map(({ id }) => id)
      .toSorted(),
  );
  const sorted = await page("People", { sort: "Name:desc", fields: "Name", page_size: "100" });
  const names = sorted.records.map(({ fields }) => String(fields["Name"]));
  expect(names, "sorted by name, backwards").toEqual(
    names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? 1 : -1)),
  );
  expect(
    [...new Set(sorted.records.flatMap(({ fields }) => Object.keys(fields)))],
    "only the field that was asked for",
  ).toEqual(["Name"]);
});

verify(workflow.write, async (context) => {
  const { ask, page } = await signedIn(context);
  const people = `${tables}/People/records`;
  const name = `Grace ${randomUUID()}`;
  const find = async (wanted: string) =>
    (await page("People", { filter_by_formula: `{Name} = '${wanted}'` })).records.map(({ id }) => id);
  expect(await find(name), "before the create").toEqual([]);
  const created = await ask("POST", people, { json: { fields: { Name: name, Email: "grace@example.com" } } });
  expect([200, 201], "status of the create").toContain(created.status);
  const { id } = (((created.json as unknown as Page).records ?? [created.json])[0] ?? {}) as StoredRecord;
  expect(id, "id of the created record").toMatch(/^rec\w{14}$/);
  expect(await find(name), "a read right after the create").toEqual([id]);
  const read = async () => {
    const reply = await ask("GET", `${people}/${id}`);
    expect({ status: reply.status, json: reply.json }, "reading the record").toMatchObject({
      status: 200,
      json: { fields: expect.any(Object) },
    });
    return (reply.json as unknown as StoredRecord).fields;
  };
  expect(await read()).toMatchObject({ Name: name, Email: "grace@example.com" });
  const patched = await ask("PATCH", `${people}/${id}`, { json: { fields: { Title: "Admiral" } } });
  expect(patched.status, "status of the update").toBe(200);
  expect(await read(), "a merge keeps the other fields").toMatchObject({
    Name: name,
    Email: "grace@example.com",
    Title: "Admiral",
  });
  const put = await ask("PUT", `${people}/${id}`, { json: { fields: { Name: `${name} II` } } });
  expect(put.status, "status of the replace").toBe(200);
  const replaced = await read();
  expect({ name: replaced["Name"], title: replaced["Title"] }, "a replace clears the other fields").toEqual({
    name: `${name} II`,
    title: undefined,
  });
  expect(await find(name), "the old name finds nothing, also in a list that was cached").toEqual([]);
  expect((await ask("DELETE", `${people}/${id}`)).status, "status of the delete").toBe(200);
  expect((await ask("GET", `${people}/${id}`)).status, "a read after the delete").toBe(404);
  expect(await find(`${name} II`), "a list after the delete").toEqual([]);
});

function expectRefusal(reply: Reply, statuses: readonly number[], why: string): void {
  expect(statuses, `status for ${why}: ${reply.status}`).toContain(reply.status);
  expectProblem(reply, why);
}

verify(workflow.errors, async (context) => {
  const { ask } = await signedIn(context);
  const people = `${tables}/People/records`;
  const json = { "content-type": "application/json" };
  expectRefusal(await ask("GET", `${tables}/Nobody%20has%20this/records`), [404], "an unknown table");
  expectRefusal(await ask("GET", `${people}/recAAAAAAAAAAAAAA`), [404], "an unknown record");
  const formula = new URLSearchParams({ filter_by_formula: "{No such field} = (" }).toString();
  expectRefusal(await ask("GET", `${people}?${formula}`), [422], "a bad formula");
  const eleven = Array.from({ length: 11 }, (_, index) => ({ fields: { Name: `n${index}` } }));
  expectRefusal(await ask("POST", people, { json: { records: eleven } }), [422], "an oversized batch");
  expectRefusal(
    await ask("POST", people, { json: { fields: { "No such field": 1 } } }),
    [422],
    "an unknown field",
  );
  expectRefusal(await ask("POST", people, { body: '{"fields":', headers: json }), [400], "malformed JSON");
  expectRefusal(await ask("POST", people, { json: [1, 2] }), [400, 422], "a list for a body");
  expectRefusal(await ask("GET", `${people}?page_size=1000`), [422], "too large a page");
});
