// Judges what people may do with their own account: change their names, and delete it.
import { expect } from "vitest";
import type { Http, Reply } from "../http.ts";
import { type Person, logIn, registerPerson } from "../person.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";

const platform = "platform-services";

const tokenStatus = async (http: Http, { bearer: headers }: Person) =>
  (await http.get(platform, "/auth/verify", { headers })).status;

verify(auth.profile, async ({ http }) => {
  const person = await registerPerson(http);
  const { id, email, password, bearer: headers } = person;
  const put = (json: object) => http.request("PUT", platform, "/auth/profile", { headers, json });
  const both = { id, email, first_name: "Ada", last_name: "Lovelace" };
  const first = await put({ first_name: "Ada", last_name: "Lovelace" });
  expect(first.status, "status of PUT /auth/profile").toBe(200);
  expect(first.json, "the user whom PUT /auth/profile answers").toMatchObject(both);
  const changed = { ...both, first_name: "Augusta" };
  const second = await put({ first_name: "Augusta" });
  expect(second.status, "status of PUT /auth/profile with one name").toBe(200);
  expect(second.json, "the user after one name was changed: the other stays").toMatchObject(changed);
  const profile = await http.get(platform, "/auth/profile", { headers });
  expect(profile.json, "GET /auth/profile after the change").toMatchObject(changed);
  const session = await http.get(platform, "/auth/verify", { headers });
  expect(session.json?.["user"], "the user of GET /auth/verify after the change").toMatchObject(changed);
  const login = await http.post(platform, "/auth/login", { json: { email, password } });
  expect(login.json?.["user"], "the user of a later POST /auth/login").toMatchObject(changed);
});

/** What an answer says, whoever asked and when. */
const saidIn = ({ status, json }: Reply) => ({ status, ...json, request_id: "" });

verify(auth.deleteAccount, async ({ http }) => {
  const remove = ({ id }: Person, by: Person) =>
    http.request("DELETE", platform, `/auth/users/${id}`, { headers: by.bearer });
  const owner = await registerPerson(http);
  const stranger = await registerPerson(http);
  const forbidden = await remove(owner, stranger);
  expect(forbidden.status, "DELETE /auth/users/:id of somebody else").toBe(403);
  expectProblem(forbidden, "somebody else's account");
  expect(await tokenStatus(http, owner), "GET /auth/verify of whom a stranger could not delete").toBe(200);
  const sessions = [owner, await logIn(http, owner)];
  expect(await tokenStatus(http, sessions[1] ?? owner), "GET /auth/verify in a second session").toBe(200);

  const removed = await remove(owner, owner);
  expect(removed.status, "DELETE /auth/users/:id of one's own").toBe(200);
  for (const [index, session] of sessions.entries()) {
    const which = `of session ${index + 1} of 2 after DELETE /auth/users/:id`;
    expect(await tokenStatus(http, session), `GET /auth/verify ${which}`).toBe(401);
    const json = { refresh_token: session.refreshToken };
    const renewed = await http.post(platform, "/auth/refresh", { json });
    expect(renewed.status, `POST /auth/refresh ${which}`).toBe(401);
  }
  const login = (email: string, password: string) =>
    http.post(platform, "/auth/login", { json: { email, password } });
  const gone = await login(owner.email, owner.password);
  expect(gone.status, "POST /auth/login of a deleted account").toBe(401);
  const wrong = await login(stranger.email, "not-the-password");
  expect(saidIn(gone), "a deleted account is answered like a wrong password").toEqual(saidIn(wrong));
  expect(await tokenStatus(http, stranger), "GET /auth/verify of another person afterwards").toBe(200);
});
