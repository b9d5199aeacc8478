// Judges sessions: that logout ends them everywhere, refresh rotates them, and restarts do not lose them.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import type { Http } from "../http.ts";
import { type Person, logIn, registerPerson } from "../person.ts";
import { verify } from "../verify.ts";
import { auth } from "./auth.checks.ts";
import { expectAccepted, expectRefused } from "./refusal.ts";

const platform = "platform-services";

/** A second container is started where there is an engine, and leave to disturb what runs there. */
const canReplicate = ({ can }: CheckContext): boolean => can("engine") && can("kill");

/** Where one can be started: a second airtable-gateway, which has never been told of a logout. */
async function secondGateway(context: CheckContext) {
  const { stack } = context;
  const name = "airtable-gateway";
  const at = canReplicate(context) ? await stack.startReplica(name) : undefined;
  return {
    status: async (http: Http, token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return at && (await http.get(name, "/api/airtable/tables", { headers, at })).status;
    },
    [Symbol.asyncDispose]: async () => {
      if (at) await stack.stopReplica(name);
    },
  };
}

verify(auth.sessionRevoked, async (context) => {
  const { http } = context;
  await using second = await secondGateway(context);
  const person = await registerPerson(http);
  const other = await logIn(http, person);
  await expectAccepted(http, person.accessToken, "before logout");
  if (canReplicate(context))
    expect(await second.status(http, person.accessToken), "a second replica before logout").toBe(200);
  const reply = await http.post(platform, "/auth/logout", { headers: person.bearer });
  expect(reply.status).toBe(204);
  await expectRefused(http, person.accessToken, "after logout");
  if (canReplicate(context))
    expect(await second.status(http, person.accessToken), "a second replica after logout").toBe(401);
  const refresh = await http.post(platform, "/auth/refresh", {
    json: { refresh_token: person.refreshToken },
  });
  expect(refresh.status, "the refresh token of an ended session").toBe(401);
  await expectAccepted(http, other.accessToken, "another session of the same person");
});

async function untilReady(http: Http): Promise<void> {
  const ready = async () =>
    (await http.get(platform, "/ready", { quiet: true }).catch(() => undefined))?.status === 200;
  await until(ready, { budgetMs: 30_000, what: `${platform} to be ready again` });
}

verify(auth.sessionRestart, async ({ http, stack }) => {
  const person = await registerPerson(http);
  for (const name of [platform, "redis"]) {
    await stack.kill(name);
    await untilReady(http);
    await expectAccepted(http, person.accessToken, `a session from before ${name} restarted`);
  }
});

const refresh = (http: Http, token: string) =>
  http.post(platform, "/auth/refresh", { json: { refresh_token: token } });

verify(auth.refreshRotation, async ({ http }) => {
  const person = await registerPerson(http);
  const reply = await refresh(http, person.refreshToken);
  expect(reply.status).toBe(200);
  const { access_token, refresh_token } = reply.json as { access_token: string; refresh_token: string };
  expect(refresh_token, "a new refresh token").not.toBe(person.refreshToken);
  expect(access_token, "a new access token").not.toBe(person.accessToken);
  await expectAccepted(http, access_token, "the new token");
  expect((await refresh(http, refresh_token)).status, "the new refresh token works").toBe(200);
});

/** Fewer than the connections of a service to Postgres: whoever waits for one does not race. */
const rivals = 8;

/** One refresh token used several times at the same time gives one new pair at most. */
async function expectOnePair(http: Http, { bearer: headers, refreshToken }: Person): Promise<void> {
  const atOnce = <Result>(ask: () => Promise<Result>) => Promise.all(Array.from({ length: rivals }, ask));
  // Opens every connection on the way beforehand: those that are opened one by one come one by one.
  await atOnce(() => http.get(platform, "/auth/profile", { headers, quiet: true }));
  const statuses = (await atOnce(() => refresh(http, refreshToken))).map(({ status }) => status);
  const won = statuses.filter((status) => status === 200).length;
  const what = `one refresh token used ${rivals} times at once at ${platform}`;
  expect(won, `new pairs for ${what}`).toBeLessThanOrEqual(1);
  const others = statuses.filter((status) => ![200, 401].includes(status));
  expect(others, `answers of another kind to ${what}`).toEqual([]);
}

verify(auth.refreshReuse, async ({ http }) => {
  const person = await registerPerson(http);
  const first = await refresh(http, person.refreshToken);
  expect(first.status, "a refresh token used once").toBe(200);
  const { access_token, refresh_token } = first.json as { access_token: string; refresh_token: string };
  expect((await refresh(http, person.refreshToken)).status, "a refresh token used twice").toBe(401);
  await expectRefused(http, access_token, "the session after its refresh token was used twice");
  expect((await refresh(http, refresh_token)).status, "its newest refresh token").toBe(401);
  const racer = await registerPerson(http);
  for (const session of [racer, await logIn(http, racer), await logIn(http, racer)])
    await expectOnePair(http, session);
});
