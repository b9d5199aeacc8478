// Judges the gateway's description of itself: valid, true both ways, and shown on a page that loads.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { routesOf } from "../routes.ts";
import { verify } from "../verify.ts";
import { type Described, documentFaults, operationsOf } from "./openapi-document.ts";
import { workflow } from "./workflow.checks.ts";

const gateway = "api-gateway";

/** A route without the names of its parameters, which are nobody's business but the writer's. */
const bare = (path: string) => path.replaceAll(/:\w+|\{\w+\}/gu, "{}");

/** Asks without credentials, so that nothing is changed: whoever is there refuses, or answers what is open. */
async function expectThere({ http }: CheckContext, { method, path }: { method: string; path: string }) {
  const reply = await http.request(method, gateway, path.replaceAll(/\{\w+\}/gu, "none"));
  const isThere = ![404, 405].includes(reply.status) && reply.status < 500;
  expect(
    isThere,
    `${gateway} describes ${method} ${path} in /openapi.json, and answers ${reply.status}`,
  ).toBe(true);
}

async function expectPage({ http }: CheckContext): Promise<void> {
  const page = await http.get(gateway, "/docs/");
  expect(page.status, "status of the page /docs/").toBe(200);
  const base = new URL("http://gateway/docs/");
  const loaded = Array.from(
    page.text.matchAll(/(?:src|href)="([^"#]+)"/gu),
    ([, url = ""]) => new URL(url, base),
  );
  const scripts = loaded.filter(({ pathname }) => pathname.endsWith(".js"));
  expect(scripts.length, "scripts that the page /docs/ loads").toBeGreaterThan(0);
  for (const { origin, pathname } of loaded) {
    expect(origin, `where ${pathname} is, which the page /docs/ loads`).toBe(base.origin);
    const { status } = await http.get(gateway, pathname);
    expect(status, `${gateway}'s answer to ${pathname}, which the page /docs/ loads`).toBe(200);
  }
}

verify(workflow.documented, async (context) => {
  const { http } = context;
  const reply = await http.get(gateway, "/openapi.json");
  expect(reply.status, "status of /openapi.json").toBe(200);
  expect(reply.headers["content-type"] ?? "", "type of /openapi.json").toMatch(/^application\/(.+\+)?json/);
  const document = reply.json as unknown as Described;
  expect(documentFaults(document), `what is wrong with ${gateway}'s /openapi.json`).toEqual([]);
  const described = operationsOf(document);
  const names = new Set(described.map(({ method, path }) => `${method} ${bare(path)}`));
  const known = routesOf(gateway).filter(({ path }) => path.startsWith("/api/"));
  const missing = known
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !names.has(bare(name)));
  expect(missing, `routes that ${gateway}'s /openapi.json leaves out`).toEqual([]);
  await Promise.all(described.map((operation) => expectThere(context, operation)));
  const page = await http.get(gateway, "/docs");
  expect([200, 301, 302, 307, 308], "status of /docs").toContain(page.status);
  await expectPage(context);
});
