// Judges what every service says and answers while a datastore is away: readiness tells, and nothing hangs.
import { expect } from "vitest";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { until } from "../../fixtures/until.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import type { RequestOptions } from "../http.ts";
import { newCredentials, type Person, registerPerson } from "../person.ts";
import { settingOf } from "../settings.ts";
import { verify } from "../verify.ts";
import { health } from "./health.checks.ts";
import { readinessOf, requiredByDesign, topologyDependencies } from "./readiness.ts";

const people = "platform-services";
const assistant = "llm-orchestrator";

/** design.md's table: with a required dependency away a service is not ready, with an optional one degraded. */
async function judgeAway(context: CheckContext, datastore: string): Promise<void> {
  const { http, services, topology } = context;
  const judgeOne = async (service: Subject): Promise<void> => {
    const reply = await http.get(service, service.health, { timeoutMs: 1000 });
    expect(reply.status, `liveness of ${service.name} with ${datastore} away`).toBe(200);
    if (!topologyDependencies(service, topology).includes(datastore)) return;
    const { status, body } = await readinessOf(http, service);
    const required = body.checks[datastore]?.required === true;
    expect(body.checks[datastore], `${datastore} in the readiness of ${service.name}`).toMatchObject({
      status: "down",
    });
    expect({ status, says: body.status }, `readiness of ${service.name} with ${datastore} away`).toEqual(
      required ? { status: 503, says: "not-ready" } : { status: 200, says: "degraded" },
    );
  };
  await Promise.all(services.map(judgeOne));
}

interface Door {
  readonly service: string;
  /** `GET /tools` */
  readonly route: string;
  readonly options: RequestOptions;
}

/** Of a system of somebody else's the key may not be known. */
function keyOf({ setting }: CheckContext, service: string): string | undefined {
  try {
    return setting(service, "API_KEY");
  } catch (error) {
    if (error instanceof Unknowable) return undefined;
    throw error;
  }
}

/** What needs credentials, with them: a route of each service, and all that takes people in. */
function doorsOf(context: CheckContext, bearer: Person["bearer"]): readonly Door[] {
  const { services, topology } = context;
  const keyed = (service: string, route: string, json?: object): Door[] => {
    const key = keyOf(context, service);
    const options = { headers: { "x-api-key": key ?? "" }, ...(json ? { json } : {}) };
    return key === undefined ? [] : [{ service, route, options }];
  };
  // A real model takes its time whatever is away, and costs money.
  const hasModel = Boolean(settingOf(topology, assistant, "LLM_BASE_URL"));
  return [
    ...services.flatMap(({ name, guarded }) =>
      guarded ? keyed(name, `${guarded.method} ${guarded.path}`) : [],
    ),
    ...(hasModel ? [] : keyed(assistant, "POST /chat", { message: "list the tables" })),
    { service: people, route: "GET /auth/verify", options: { headers: bearer } },
    { service: people, route: "POST /auth/register", options: { json: newCredentials() } },
  ];
}

/** With a datastore away each is answered all the same, if only by a 503. */
async function judgeAnswers(
  { http }: CheckContext,
  datastore: string,
  doors: readonly Door[],
): Promise<void> {
  const timeoutMs = 8000;
  const ask = async ({ service, route, options }: Door) => {
    const [method = "", path = ""] = route.split(" ");
    const { status } = await http.request(method, service, path, { ...options, timeoutMs });
    expect([500, 502, 504], `${route} at ${service} with ${datastore} away`).not.toContain(status);
  };
  const login = { json: { email: "nobody@example.com", password: "not-a-password" }, timeoutMs };
  const [reply] = await Promise.all([http.post(people, "/auth/login", login), ...doors.map(ask)]);
  // Whether somebody is unknown only Postgres can say: without it a 401 would be a lie.
  const honest = datastore === "postgres" ? [503] : [401, 503];
  expect(honest, `a login with ${datastore} away is answered, not hung`).toContain(reply.status);
}

verify(health.dependencyDown, async (context) => {
  const { http, stack, services } = context;
  for (const service of services) {
    const designed = requiredByDesign[service.name];
    if (!designed) continue;
    const { body } = await readinessOf(http, service);
    const required = Object.keys(body.checks).filter((name) => body.checks[name]?.required === true);
    expect(required.toSorted(), `what ${service.name} requires`).toEqual(designed.toSorted());
  }
  const { bearer } = await registerPerson(http);
  const doors = doorsOf(context, bearer);
  for (const datastore of ["postgres", "redis"]) {
    await stack.pause(datastore);
    try {
      await judgeAway(context, datastore);
      await judgeAnswers(context, datastore, doors);
    } finally {
      await stack.resume(datastore);
    }
    const recovered = services.map((service) => {
      const ready = async () => (await readinessOf(http, service)).body.status === "ready";
      const what = `${service.name} to be ready after ${datastore} came back`;
      return until(ready, { budgetMs: 15_000, what });
    });
    await Promise.all(recovered);
  }
});
