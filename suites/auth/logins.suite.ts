// Judges login: who gets in, and what those learn who do not.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { Http, Reply } from "../http.ts";
import { logIn, newCredentials, registerPerson } from "../person.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";
import { tokenAnswer } from "./token-answer.ts";

const platform = "platform-services";

const register = (http: Http, json: unknown) => http.post(platform, "/auth/register", { json });
const login = (http: Http, json: unknown) => http.post(platform, "/auth/login", { json });

verify(auth.loginEmail, async ({ http }) => {
  const { email, password, id } = await registerPerson(http);
  const reply = await login(http, { email, password });
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({ ...tokenAnswer, user: { id, email } });
});

verify(auth.loginUsername, async ({ http }) => {
  const { email, password, id } = await registerPerson(http);
  const reply = await login(http, { username: email, password });
  expect(reply.status, "login by username").toBe(200);
  expect(reply.json).toMatchObject({ ...tokenAnswer, user: { id, email } });
});

const withoutIds = ({ status, json }: Reply) => ({ status, ...json, request_id: "" });

verify(auth.loginWrongPassword, async ({ http }) => {
  const { email } = await registerPerson(http);
  const reply = await login(http, { email, password: "not-the-password" });
  expect(reply.status).toBe(401);
  expect(reply.headers["www-authenticate"] ?? "").toMatch(/\S/);
  expect(reply.json).not.toHaveProperty("access_token");
});

/** How many times as long one answer may take as the other. */
const mostDifference = 2;
const leastRounds = 12;
/** A busy machine needs more of them until one of each was left alone. */
const mostRounds = 40;

verify(auth.loginUnknownUser, async ({ http, evidence }) => {
  const { email } = await registerPerson(http);
  const password = "not-the-password";
  const known = await login(http, { email, password });
  const nobody = await login(http, { email: newCredentials().email, password });
  expect(withoutIds(nobody), "an unknown e-mail is answered like a wrong password").toEqual(
    withoutIds(known),
  );
  // Whatever else the machine does only adds to a time: the least of several is what the answer costs.
  let [slow, fast] = [Infinity, Infinity];
  const isAlike = () => fast / slow > 1 / mostDifference && fast / slow < mostDifference;
  const timed = async (asked: string) => {
    const { status, ms } = await login(http, { email: asked, password });
    expect(status, "status of a login that is timed").toBe(401);
    return ms;
  };
  for (let round = 0; round < leastRounds || (round < mostRounds && !isAlike()); round++) {
    // An account of its own each time: guesses at one are limited.
    slow = Math.min(slow, await timed((await registerPerson(http)).email));
    fast = Math.min(fast, await timed(newCredentials().email));
  }
  const summary = `at best: wrong password ${slow.toFixed(1)} ms, unknown e-mail ${fast.toFixed(1)} ms`;
  evidence.record({ kind: "note", service: platform, summary });
  if (!isAlike())
    throw new Failure(`${platform}'s time to answer tells whether it knows the e-mail: ${summary}`);
});

verify(auth.emailCase, async ({ http }) => {
  const { email, password, id } = await registerPerson(http);
  const shouted = email.toUpperCase();
  const reply = await login(http, { email: shouted, password });
  expect({ status: reply.status, user: reply.json?.["user"] }, "the same address in capitals").toMatchObject({
    status: 200,
    user: { id },
  });
  expect(
    (await register(http, { email: shouted, password })).status,
    "registering it again in capitals",
  ).toBe(409);
});

verify(auth.hashConsistent, async ({ http, stack }) => {
  const person = await registerPerson(http);
  await logIn(http, person);
  await stack.kill(platform);
  const ready = async () =>
    (await http.get(platform, "/ready", { quiet: true }).catch(() => undefined))?.status === 200;
  await until(ready, { budgetMs: 30_000, what: `${platform} to be ready again after a crash` });
  const again = await logIn(http, person);
  expect(again.id, "the same account after the restart").toBe(person.id);
});
