// Judges that a crash of Postgres or Redis loses nobody's account and nobody's session.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { logIn, newCredentials, registerPerson } from "../person.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { recoveryMs, untilReady } from "./recovery.ts";

const platform = "platform-services";

/** Registers a crowd at once; those whose 201 arrived before the datastore died were promised an account. */
function registerCrowd({
  http,
}: CheckContext): Promise<{ email: string; password: string; status: number }[]> {
  return Promise.all(
    Array.from({ length: 12 }, async () => {
      const credentials = newCredentials();
      const reply = await http.post(platform, "/auth/register", { json: credentials, quiet: true });
      return { ...credentials, status: reply.status };
    }),
  );
}

/** SIGKILL to the datastore in the middle of registrations; resolves when it and all services are back. */
async function crashUnderLoad(context: CheckContext, datastore: string) {
  const { stack, services, evidence } = context;
  const before = await stack.state(datastore);
  const crowd = registerCrowd(context);
  await stack.kill(datastore);
  const attempts = await crowd;
  const running = async () => (await stack.state(datastore)).status === "running";
  await until(running, { budgetMs: recoveryMs, what: `${datastore} to run again by itself` });
  await untilReady(context, services);
  const after = await stack.state(datastore);
  const acknowledged = attempts.filter(({ status }) => status === 201);
  evidence.record({
    kind: "state",
    service: datastore,
    summary: `${datastore} was killed; ${acknowledged.length} of ${attempts.length} registrations around it were acknowledged`,
    detail: { before, after, statuses: attempts.map(({ status }) => status) },
  });
  expect(after.restartCount, `restarts of ${datastore}, which was killed`).toBeGreaterThan(
    before.restartCount,
  );
  expect(
    attempts.filter(({ status }) => ![201, 503].includes(status)).map(({ status }) => status),
    `answers to registrations while ${datastore} died, other than 201 and 503`,
  ).toEqual([]);
  return acknowledged;
}

async function judgeCrash(context: CheckContext, datastore: string): Promise<void> {
  const { http, stack, evidence } = context;
  const person = await registerPerson(http);
  const processes = async () =>
    (await Promise.all(context.services.map(({ name }) => stack.state(name)))).map(
      ({ restartCount }) => restartCount,
    );
  const restarts = await processes();
  const acknowledged = await crashUnderLoad(context, datastore);
  for (const [service, path] of [
    [platform, "/auth/verify"],
    ["airtable-gateway", "/api/airtable/tables"],
  ] as const) {
    const reply = await http.get(service, path, { headers: person.bearer });
    expect(reply.status, `a session from before ${datastore} died, at ${service}`).toBe(200);
  }
  const again = await logIn(http, person);
  expect(again.id, `the account from before ${datastore} died`).toBe(person.id);
  for (const credentials of acknowledged) await logIn(http, credentials, { quiet: true });
  evidence.record({
    kind: "note",
    service: platform,
    summary: `all ${acknowledged.length} whose registration was acknowledged can log in`,
  });
  expect(await processes(), `restarts of the services, which need none when ${datastore} dies`).toEqual(
    restarts,
  );
}

verify(chaos.postgres, (context) => judgeCrash(context, "postgres"));

verify(chaos.redis, (context) => judgeCrash(context, "redis"));
