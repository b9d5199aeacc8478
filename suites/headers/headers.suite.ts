// Judges what every answer must carry, and must not: OWASP Secure Headers, RFC 9457, RFC 9110.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";
import { newCredentials } from "../person.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { headers } from "./headers.checks.ts";

const required = { "x-content-type-options": "nosniff", "x-frame-options": "DENY", "x-xss-protection": "0" };

/** Names the field that is missing or says something else. */
function expectRequired({ headers: sent }: Reply, what: string): void {
  for (const [name, value] of Object.entries(required))
    expect(sent[name] ?? "not there", `${name} of ${what}`).toBe(value);
}

verify(headers.required, async ({ http, service, setting }) => {
  const reply = await http.get(service, service.health);
  expectRequired(reply, `${service.health} of ${service.name}`);
  const key = { "x-api-key": setting(service.name, "API_KEY") };
  const { method, path } = service.guarded ?? { method: "GET", path: service.ready };
  const guarded = await http.request(method, service, path, { headers: key });
  // Errors have a check of their own.
  const own = guarded.status < 400 ? guarded : await http.get(service, service.ready);
  expectRequired(own, `${own === guarded ? `${method} ${path}` : service.ready}, answered ${own.status}`);
  const head = await http.request("HEAD", service, service.health);
  expect(head.status, "HEAD is answered like GET").toBe(reply.status);
  expectRequired(head, `HEAD ${service.health}`);
});

function expectHardened({ headers: sent }: Reply, what: string): void {
  const policy = sent["content-security-policy"] ?? "";
  expect(policy, `Content-Security-Policy of ${what}`).toMatch(/default-src 'none'/);
  expect(policy, `Content-Security-Policy of ${what}`).toMatch(/frame-ancestors 'none'/);
  expect(sent, `headers of ${what}`).toMatchObject({
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(sent, `${what} does not tell what serves it`).not.toHaveProperty("x-powered-by");
  expect(sent["server"] ?? "", `the Server header of ${what} names no version`).not.toMatch(/\d/);
}

verify(headers.hardened, async ({ http, service }) => {
  expectHardened(await http.get(service, service.health), service.health);
  expectHardened(await http.get(service, service.ready), service.ready);
});

const bodyOverTheLimit = JSON.stringify({ text: "x".repeat(400_000) });

function expectSafe(reply: Reply, status: number): void {
  expect(reply.status, `status of the ${status} case`).toBe(status);
  expectRequired(reply, `the ${status} answer`);
  expectHardened(reply, `the ${status} answer`);
  expectProblem(reply, `the ${status} answer`);
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
  expectSafe(await body('{"broken":'), 400);
  const guarded = service.guarded ?? { method: "GET", path: route.path };
  expectSafe(await http.request(guarded.method, service, guarded.path), 401);
  expectSafe(await http.get(service, "/no/such/path", { headers: route.headers }), 404);
  const refused = await http.request("DELETE", service, service.health);
  expectSafe(refused, 405);
  expect(refused.headers["allow"] ?? "", "a 405 says what is allowed").toMatch(/GET/);
  expectSafe(await body(bodyOverTheLimit), 413);
});

verify(headers.noStore, async ({ http }) => {
  for (const [service, prefix] of [
    ["platform-services", ""],
    ["api-gateway", "/api"],
  ] as const) {
    const tokens = async (path: string, status: number, json: object) => {
      const reply = await http.post(service, `${prefix}${path}`, { json });
      expect(reply.status, `${path} at ${service}`).toBe(status);
      const { "cache-control": said = "" } = reply.headers;
      expect(said, `Cache-Control of ${path} at ${service}`).toMatch(/\bno-store\b/);
      return reply;
    };
    const credentials = newCredentials();
    await tokens("/auth/register", 201, credentials);
    const { json } = await tokens("/auth/login", 200, credentials);
    await tokens("/auth/refresh", 200, { refresh_token: json?.["refresh_token"] });
  }
});

verify(headers.cors, async ({ http, setting, services }) => {
  const [allowed = ""] = setting("api-gateway", "CORS_ORIGINS").split(",");
  const foreign = "https://evil.example";
  for (const service of services) {
    for (const origin of [foreign, `${allowed}.evil.example`, "null"]) {
      const { headers: sent } = await http.get(service, service.health, { headers: { origin } });
      expect(
        sent["access-control-allow-origin"] ?? "",
        `access-control-allow-origin of ${service.name} for ${origin}`,
      ).not.toMatch(/evil|\*|null/);
    }
  }
  const preflight = {
    origin: allowed,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization",
  };
  const reply = await http.request("OPTIONS", "api-gateway", "/api/auth/login", { headers: preflight });
  expect(reply.headers["access-control-allow-origin"], `the gateway for its own ${allowed}`).toBe(allowed);
  const stranger = { ...preflight, origin: foreign };
  const refused = await http.request("OPTIONS", "api-gateway", "/api/auth/login", { headers: stranger });
  expect(refused.headers["access-control-allow-origin"] ?? "", `a preflight from ${foreign}`).not.toMatch(
    /evil|\*/,
  );
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
    expect(reply.headers["allow"] ?? "", `Allow on ${method}`).toMatch(/\bGET\b/);
  }
});
