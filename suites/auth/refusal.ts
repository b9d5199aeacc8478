// The services that take a JWT, and what each of them must say to a bad one.
import { expect } from "vitest";
import type { Http } from "../http.ts";
import { expectProblem } from "../problem.ts";

/** One route at each service where JWTs end (design.md): the gateway, platform-services, airtable-gateway. */
const jwtRoutes = [
  { service: "platform-services", path: "/auth/verify" },
  { service: "airtable-gateway", path: "/api/airtable/tables" },
  { service: "api-gateway", path: "/api/airtable/tables" },
] as const;

/** Every service that takes JWTs answers 401 with a challenge (RFC 9110 §11.6.1). */
export async function expectRefused(http: Http, token: string, why: string): Promise<void> {
  for (const { service, path } of jwtRoutes) {
    const reply = await http.get(service, path, { headers: { authorization: `Bearer ${token}` } });
    expect(reply.status, `${service} for ${why}`).toBe(401);
    expectProblem(reply, `${why} at ${service}`);
    expect(reply.headers["www-authenticate"] ?? "", `the challenge of ${service} for ${why}`).toMatch(
      /bearer/i,
    );
  }
}

/** Every service that takes JWTs lets this one in. */
export async function expectAccepted(http: Http, token: string, why: string): Promise<void> {
  for (const { service, path } of jwtRoutes) {
    const reply = await http.get(service, path, { headers: { authorization: `Bearer ${token}` } });
    expect(reply.status, `${service} for ${why}`).toBe(200);
  }
}
