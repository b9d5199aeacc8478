// Judges what every answer must carry, and must not: OWASP Secure Headers, RFC 9457, RFC 9110.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";
import { registerPerson } from "../person.ts";
import { verify } from "../verify.ts";
import { headers } from "./headers.checks.ts";

const required = { "x-content-type-options": "nosniff", "x-frame-options": "DENY", "x-xss-protection": "0" };

verify(headers.required, async ({ http, service }) => {
  const reply = await http.get(service, service.health);
  expect(reply.headers).toMatchObject(required);
  const head = await http.request("HEAD", service, service.health);
  expect(head.status, "HEAD is answered like GET").toBe(reply.status);
  expect(head.headers).toMatchObject(required);
});

verify(headers.hardened, async ({ http, service }) => {
  const { headers: sent } = await http.get(service, service.health);
  expect(sent["content-security-policy"], "Content-Security-Policy").toMatch(/default-src 'none'/);
  expect(sent["content-security-policy"], "Content-Security-Policy").toMatch(/frame-ancestors 'none'/);
  expect(sent).toMatchObject({
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(sent, "nothing tells what serves the answer").not.toHaveProperty("x-powered-by");
  expect(sent["server"] ?? "", "a Server header names no version").not.toMatch(/\d/);
});

const bodyOverTheLimit = JSON.stringify({ text: "x".repeat(400_000) });

function expectProblem(reply: Reply, status: number): void {
  expect(reply.status, `status of the ${status} case`).toBe(status);
  expect(reply.headers, `headers of the ${status} answer`).toMatchObject(required);
  expect(reply.headers["content-type"], `type of the ${status} answer`).toMatch(
    /^application\/problem\+json/,
  );
  expect(reply.json, `the ${status} problem`).toMatchObject({ status, title: expect.any(String) });
  expect(reply.text, `the ${status} answer shows no stack`).not.toMatch(
    /\bat .+\.ts:\d+|node:internal|node_modules/,
  );
}

/** A route of the service that takes a JSON body, with the key that lets a caller in. */
function bodyRoute({ service, setting }: CheckContext): { path: string; headers: Record<string, string> } {
  const paths: Readonly<Record<string, string>> = {
    "api-gateway": "/api/auth/login",
    "platform-services": "/auth/login",
    "airtable-gateway": "/api/airtable/tables/People/records",
    "mcp-server": "/tools/call",
    "llm-orchestrator": "/chat",
  };
  const path = paths[service.name] ?? service.guarded?.path ?? "/";
  return {
    path,
    headers: { "x-api-key": setting(service.name, "API_KEY"), "content-type": "application/json" },
  };
}

verify(headers.onErrors, async (context) => {
  const { http, service } = context;
  const route = bodyRoute(context);
  const body = (text: string) => http.post(service, route.path, { headers: route.headers, body: text });
  expectProblem(await body('{"broken":'), 400);
  const guarded = service.guarded ?? { method: "GET", path: route.path };
  expectProblem(await http.request(guarded.method, service, guarded.path), 401);
  expectProblem(await http.get(service, "/no/such/path", { headers: route.headers }), 404);
  const refused = await http.request("DELETE", service, service.health);
  expectProblem(refused, 405);
  expect(refused.headers["allow"], "a 405 says what is allowed").toMatch(/GET/);
  expectProblem(await body(bodyOverTheLimit), 413);
});

verify(headers.noStore, async ({ http }) => {
  const person = await registerPerson(http);
  const credentials = { email: person.email, password: person.password };
  for (const [service, prefix] of [
    ["platform-services", ""],
    ["api-gateway", "/api"],
  ] as const) {
    const reply = await http.post(service, `${prefix}/auth/login`, { json: credentials });
    expect(reply.status, `login at ${service}`).toBe(200);
    expect(reply.headers["cache-control"], `Cache-Control of a token answer of ${service}`).toMatch(
      /\bno-store\b/,
    );
  }
});

verify(headers.cors, async ({ http, setting, services }) => {
  const [allowed = ""] = setting("api-gateway", "CORS_ORIGINS").split(",");
  const foreign = "https://evil.example";
  for (const service of services) {
    for (const origin of [foreign, `${allowed}.evil.example`, "null"]) {
      const { headers: sent } = await http.get(service, service.health, { headers: { origin } });
      expect(sent["access-control-allow-origin"] ?? "", `${service.name} for ${origin}`).not.toMatch(
        /evil|\*|null/,
      );
    }
  }
  const preflight = {
    origin: allowed,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization",
  };
  const reply = await http.request("OPTIONS", "api-gateway", "/api/auth/login", { headers: preflight });
  expect(reply.headers["access-control-allow-origin"], `the gateway for its own ${allowed}`).toBe(allowed);
  const vary = await http.get("api-gateway", "/health", { headers: { origin: allowed } });
  expect(vary.headers["vary"] ?? "", "an answer that depends on the origin says so").toMatch(/origin/i);
});

verify(headers.methods, async ({ http, service }) => {
  const secret = "trace-echoes-this";
  const trace = await http.request("TRACE", service, service.health, { headers: { "x-echo": secret } });
  expect([405, 501], "status of TRACE").toContain(trace.status);
  expect(trace.text, "TRACE echoes nothing").not.toContain(secret);
  for (const method of ["PUT", "PATCH", "PROPFIND"]) {
    const reply = await http.request(method, service, service.health);
    expect(reply.status, `status of ${method} ${service.health}`).toBe(405);
    expect(reply.headers["allow"], `Allow on ${method}`).toMatch(/\bGET\b/);
  }
});
