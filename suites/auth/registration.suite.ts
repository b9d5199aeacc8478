// Judges registration: who gets an account, and which addresses and passwords are refused.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Http, Reply } from "../http.ts";
import { newCredentials, registerPerson } from "../person.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";
import { tokenAnswer } from "./token-answer.ts";

const platform = "platform-services";

const register = (http: Http, json: unknown) => http.post(platform, "/auth/register", { json });
const login = (http: Http, json: unknown) => http.post(platform, "/auth/login", { json });

verify(auth.register, async ({ http }) => {
  const credentials = newCredentials();
  const reply = await register(http, { ...credentials, first_name: "Ada", last_name: "Lovelace" });
  expect(reply.status).toBe(201);
  const user = { id: expect.any(String), email: credentials.email, first_name: "Ada", last_name: "Lovelace" };
  expect(reply.json).toMatchObject({ ...tokenAnswer, user });
  expect(reply.text, "the answer holds no password").not.toMatch(/password|\$2[aby]\$/);
});

verify(auth.registerDuplicate, async ({ http }) => {
  const person = await registerPerson(http);
  const again = await register(http, { email: person.email, password: newCredentials().password });
  expect(again.status).toBe(409);
  expectProblem(again, "an address that is taken");
  const { email } = newCredentials();
  const rivals = Array.from({ length: 4 }, () => newCredentials().password);
  const race = await Promise.all(rivals.map((password) => register(http, { email, password })));
  expect(
    race.map(({ status }) => status).toSorted((a, b) => a - b),
    `answers of ${platform} to four registrations of one address at the same time`,
  ).toEqual([201, 409, 409, 409]);
});

function fieldsOf(reply: Reply): string[] {
  const errors = (reply.json?.["errors"] ?? []) as { field?: string }[];
  return errors.map(({ field }) => field ?? "").toSorted();
}

verify(auth.registerInvalid, async ({ http }) => {
  const { email, password } = newCredentials();
  const cases = [
    { body: {}, fields: ["email", "password"] },
    { body: { email: "not-an-address", password }, fields: ["email"] },
    { body: { email, password: 12_345_678 }, fields: ["password"] },
    { body: { email: `nul\u0000${email}`, password }, fields: ["email"] },
    { body: { email, password, first_name: { $ne: "" } }, fields: ["first_name"] },
  ];
  for (const { body, fields } of cases) {
    const reply = await register(http, body);
    expect({ status: reply.status, fields: fieldsOf(reply) }, JSON.stringify(body)).toEqual({
      status: 422,
      fields,
    });
  }
});

verify(auth.passwordPolicy, async ({ http }) => {
  const attempt = (password: string) => register(http, { email: newCredentials().email, password });
  const unique = randomUUID();
  const refused = {
    short: "a1b2c3d",
    common: "password1",
    commonToo: "qwertyuiop",
    commonInOtherCapitals: "Password1",
    long: `${unique}${"x".repeat(37)}`,
    wide: "é".repeat(37),
  };
  for (const [why, password] of Object.entries(refused)) {
    const reply = await attempt(password);
    expect({ status: reply.status, fields: fieldsOf(reply) }, why).toEqual({
      status: 422,
      fields: ["password"],
    });
  }
  expect((await attempt("testpass123")).status, "the plan's own password").toBe(201);
  const longest = `${unique}${"x".repeat(36)}`;
  expect(Buffer.byteLength(longest)).toBe(72);
  const { email } = newCredentials();
  expect((await register(http, { email, password: longest })).status, "72 bytes").toBe(201);
  expect((await login(http, { email, password: longest })).status, "72 bytes log in").toBe(200);
  const oneOff = await login(http, { email, password: `${longest.slice(0, 71)}y` });
  expect(oneOff.status, "the 72nd byte counts").toBe(401);
  const longer = await login(http, { email, password: `${longest}z` });
  expect([401, 422], "a 73rd byte is not ignored").toContain(longer.status);
});
