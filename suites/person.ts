// People for the checks: each check registers its own, so that no two share an account.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Http, RequestOptions } from "./http.ts";

export interface Person {
  readonly email: string;
  readonly password: string;
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** `{ authorization: "Bearer …" }` */
  readonly bearer: Readonly<Record<string, string>>;
}

/** An address and a password that nobody had before. */
export function newCredentials(): { email: string; password: string } {
  const unique = randomUUID();
  return { email: `person-${unique}@example.com`, password: `Correct-horse-${unique.slice(0, 8)}` };
}

function personOf(
  credentials: { email: string; password: string },
  json: Readonly<Record<string, unknown>> | undefined,
): Person {
  expect(json).toMatchObject({
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    user: { id: expect.any(String) },
  });
  const { access_token, refresh_token, user } = json as {
    access_token: string;
    refresh_token: string;
    user: { id: string };
  };
  return {
    ...credentials,
    id: user.id,
    accessToken: access_token,
    refreshToken: refresh_token,
    bearer: { authorization: `Bearer ${access_token}` },
  };
}

/** Registers somebody new at platform-services; fails the check when that does not answer 201. */
export async function registerPerson(http: Http, options: RequestOptions = {}): Promise<Person> {
  const credentials = newCredentials();
  const reply = await http.post("platform-services", "/auth/register", { ...options, json: credentials });
  expect(reply.status, "status of POST /auth/register").toBe(201);
  return personOf(credentials, reply.json);
}

/** Logs somebody in again: a new session. */
export async function logIn(
  http: Http,
  person: { email: string; password: string },
  options: RequestOptions = {},
): Promise<Person> {
  const { email, password } = person;
  const reply = await http.post("platform-services", "/auth/login", {
    ...options,
    json: { email, password },
  });
  expect(reply.status, "status of POST /auth/login").toBe(200);
  return personOf({ email, password }, reply.json);
}
