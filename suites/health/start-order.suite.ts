// Judges that services which start before their datastores wait for them, that compose waits for what they need, and
// what the gateway says meanwhile of a service that is away.
import { expect } from "vitest";
import type { ServiceState } from "../../fixtures/stack.ts";
import { until } from "../../fixtures/until.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import { Failure } from "../failure.ts";
import type { Reply } from "../http.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { startOrderFaults } from "../wiring/start-order-faults.ts";
import { askAway, askInOutage, away } from "./ask-away.ts";
import { health } from "./health.checks.ts";
import { readinessOf, requiredOf } from "./readiness.ts";

const datastores = ["postgres", "redis"];
/** Longer than the first few attempts at a datastore take: who gives up after them has given up by then. */
const outageMs = 3000;

async function untilAlive({ http }: CheckContext, service: Subject): Promise<void> {
  const alive = async () => (await http.get(service, service.health, { quiet: true })).status === 200;
  await until(alive, { budgetMs: 10_000, what: `${service.name} to live without its datastores` });
}

/** A restart policy hides that a service gave up, and began anew. */
const lifeOf = (state: ServiceState | undefined) => ({ pid: state?.pid, restarts: state?.restartCount });

/** Asked in the outage that there is anyway, for the check that comes after it. */
let answered: Reply | Error | undefined;

verify(health.startOrder, async (context) => {
  const { http, stack, topology, services, evidence } = context;
  const required = new Map<string, readonly string[]>();
  for (const service of services) required.set(service.name, await requiredOf(http, service, topology));
  const [fault] = startOrderFaults(topology, required);
  evidence.record({
    kind: "topology",
    service: undefined,
    summary: `${topology.services.length} services' depends_on read`,
  });
  if (fault) throw fault;
  const waiting = services.filter(({ name }) =>
    required.get(name)?.some((dependency) => datastores.includes(dependency)),
  );
  if (waiting.length === 0) throw new Failure(`no service of ${topology.file} requires a datastore`);
  const each = <T>(judge: (service: Subject) => Promise<T>) => Promise.all(waiting.map(judge));
  await each(({ name }) => stack.stop(name));
  const gone = [...datastores, away.service];
  await Promise.all(gone.map((name) => stack.stop(name)));
  const asked = askAway(context);
  let before: readonly ServiceState[];
  try {
    await each(({ name }) => stack.start(name));
    before = await each(({ name }) => stack.state(name));
    const startedAt = performance.now();
    await each((service) => untilAlive(context, service));
    await each(async (service) => {
      const { status, body } = await readinessOf(http, service);
      const what = `readiness of ${service.name} without its datastores`;
      expect({ status, says: body.status }, what).toEqual({ status: 503, says: "not-ready" });
      const { status: state } = await stack.state(service.name);
      expect(state, `${service.name} waits instead of crashing`).toBe("running");
    });
    const isLong = async () => performance.now() - startedAt >= outageMs;
    await until(isLong, { budgetMs: 2 * outageMs, what: `${outageMs} ms without datastores to pass` });
  } finally {
    answered = await asked;
    await Promise.all(gone.map((name) => stack.start(name)));
  }
  for (const { name, ready } of services) {
    const isReady = async () => (await http.get(name, ready, { quiet: true })).status === 200;
    await until(isReady, { budgetMs: 20_000, what: `${name} to be ready once its datastores are` });
  }
  const after = await each(({ name }) => stack.state(name));
  for (const [index, { name }] of waiting.entries()) {
    const what = `${name} is the process that waited for its datastores`;
    expect(lifeOf(after[index]), what).toEqual(lifeOf(before[index]));
  }
});

verify(health.upstreamDown, async (context) => {
  const reply = answered ?? (await askInOutage(context));
  if (reply instanceof Error) throw reply;
  const { status, headers, text } = reply;
  const what = `GET ${away.path} at api-gateway while ${away.service} is stopped`;
  const detail = { response: { status, headers, body: text } };
  context.evidence.record({
    kind: "exchange",
    service: "api-gateway",
    summary: `${what} -> ${status}`,
    detail,
  });
  expect([502, 504], `status of ${what}: ${status} ${text.slice(0, 200)}`).toContain(status);
  expectProblem(reply, what);
  expect(reply.json?.["detail"], `the service that the problem names, of ${what}`).toContain(away.service);
});
