// Judges access tokens: what they say, who accepts them, and every way that a forged one must fail.
import { randomBytes, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Subject } from "../check-context.ts";
import type { Http, Reply } from "../http.ts";
import { registerPerson } from "../person.ts";
import { routesOf } from "../routes.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";
import { expectAccepted, expectRefused } from "./refusal.ts";
import { claimsOf, forged, tampered, unsigned } from "./tokens.ts";

const platform = "platform-services";

/** What the answer says of its access token, and what the token says itself (RFC 6749 §5.1). */
function expectExpiresIn({ status, json }: Reply, what: string): void {
  expect(status, `status of ${what}`).toBe(200);
  const { iat = NaN, exp = NaN } = claimsOf(String(json?.["access_token"]));
  expect(json?.["expires_in"], `expires_in of ${what}: the seconds from iat to exp of its access token`).toBe(
    exp - iat,
  );
}

verify(auth.tokenClaims, async ({ http }) => {
  const before = Math.floor(Date.now() / 1000);
  const { accessToken, refreshToken, id, email, password } = await registerPerson(http);
  const claims = claimsOf(accessToken);
  const text = expect.stringMatching(/\S/);
  const number = expect.any(Number);
  expect(claims).toEqual({
    sub: id,
    email,
    iat: number,
    exp: number,
    iss: text,
    aud: text,
    jti: text,
    sid: text,
    type: "access",
  });
  expect(claims.iat, "issued now").toBeGreaterThanOrEqual(before - 5);
  expect((claims.exp ?? 0) - (claims.iat ?? 0), "seconds that an access token lives").toBeLessThanOrEqual(
    3600,
  );
  expect(claimsOf(refreshToken)).toMatchObject({ sub: id, sid: claims.sid, type: "refresh" });
  expect(claimsOf(refreshToken).jti, "each token has an id of its own").not.toBe(claims.jti);
  const login = await http.post(platform, "/auth/login", { json: { email, password } });
  expectExpiresIn(login, "POST /auth/login");
  const renewed = await http.post(platform, "/auth/refresh", { json: { refresh_token: refreshToken } });
  expectExpiresIn(renewed, "POST /auth/refresh");
});

verify(auth.tokenVerify, async ({ http }) => {
  const { bearer, id, email } = await registerPerson(http);
  const reply = await http.get(platform, "/auth/verify", { headers: bearer });
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({ valid: true, user: { id, email }, session: expect.anything() });
  // Through the gateway is for workflow.gateway to judge: a route that it has not says nothing of a token.
  const tables = await http.get("airtable-gateway", "/api/airtable/tables", { headers: bearer });
  expect(tables.status, "airtable-gateway for a fresh token").toBe(200);
});

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** What a stranger may show instead of a credential: all of it at the route that the compose file names, the first two at others. */
const nothing: readonly Readonly<Record<string, string>>[] = [
  {},
  { authorization: "Bearer x" },
  { authorization: "Bearer" },
  { authorization: "Basic Og==" },
  { "x-api-key": "" },
];

/** What the service has of the routes that are not open; what it has not is judged elsewhere. */
async function closedRoutes(http: Http, { name }: Subject): Promise<readonly Asked[]> {
  const closed = routesOf(name).filter(({ open }) => !open);
  const asked = closed.map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+/g, "recAbsent") }));
  const paths = [...new Set(asked.map(({ path }) => path))];
  const replies = await Promise.all(
    paths.map((path) => http.request("OPTIONS", name, path, { quiet: true })),
  );
  const absent = new Set(paths.filter((_, index) => replies[index]?.status === 404));
  return asked.filter(({ path }) => !absent.has(path));
}

verify(auth.tokenMissing, async ({ http, service }) => {
  const first = service.guarded ?? { method: "GET", path: "/" };
  const others = await closedRoutes(http, service);
  const doors = [
    ...nothing.map((headers) => ({ ...first, headers })),
    ...others.flatMap((route) => nothing.slice(0, 2).map((headers) => ({ ...route, headers }))),
  ];
  for (const { method, path, headers } of doors) {
    const reply = await http.request(method, service, path, { headers });
    expect(reply.status, `${method} ${path} with ${JSON.stringify(headers)}`).toBe(401);
    expect(reply.headers["www-authenticate"] ?? "", `the challenge of ${method} ${path}`).toMatch(/\S/);
  }
});

verify(auth.tokenTampered, async ({ http }) => {
  const { accessToken } = await registerPerson(http);
  await expectAccepted(http, accessToken, "the token itself");
  await expectRefused(http, tampered(accessToken), "claims that were changed");
  const cut = accessToken.slice(0, -4);
  await expectRefused(http, cut, "a signature that was cut");
});

verify(auth.tokenNone, async ({ http }) => {
  const { accessToken } = await registerPerson(http);
  await expectRefused(http, unsigned(accessToken), "alg none");
});

verify(auth.tokenForeign, async ({ http }) => {
  const { accessToken } = await registerPerson(http);
  await expectRefused(http, forged(accessToken, randomBytes(48).toString("hex")), "another secret");
});

verify(auth.tokenExpired, async ({ http, setting }) => {
  const { accessToken } = await registerPerson(http);
  const secret = setting(platform, "JWT_SECRET");
  await expectAccepted(http, forged(accessToken, secret), "a token signed with the system's own secret");
  const now = Math.floor(Date.now() / 1000);
  await expectRefused(
    http,
    forged(accessToken, secret, { iat: now - 7200, exp: now - 3600 }),
    "an hour after exp",
  );
});

verify(auth.tokenAudience, async ({ http, setting }) => {
  const { accessToken } = await registerPerson(http);
  const secret = setting(platform, "JWT_SECRET");
  await expectAccepted(http, forged(accessToken, secret), "a token signed with the system's own secret");
  await expectRefused(http, forged(accessToken, secret, { aud: "another-api" }), "another audience");
  await expectRefused(http, forged(accessToken, secret, { iss: "another-issuer" }), "another issuer");
  await expectRefused(http, forged(accessToken, secret, { sid: randomUUID() }), "a session that never was");
});

verify(auth.tokenType, async ({ http }) => {
  const { refreshToken, accessToken } = await registerPerson(http);
  await expectRefused(http, refreshToken, "a refresh token");
  const reply = await http.post(platform, "/auth/refresh", {
    json: { refresh_token: accessToken },
  });
  expect(reply.status, "an access token is no refresh token").toBe(401);
});
