// Judges that services which start before their datastores wait for them, and that compose waits for what they need.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { startOrderFaults } from "../wiring/start-order-faults.ts";
import { health } from "./health.checks.ts";
import { readinessOf, requiredOf } from "./readiness.ts";

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
  const service = services.find(({ name }) => name === "platform-services");
  if (!service) throw new Failure(`${topology.file} has no platform-services`);
  await stack.stop(service.name);
  await Promise.all([stack.stop("postgres"), stack.stop("redis")]);
  try {
    await stack.start(service.name);
    const alive = async () =>
      (await http.get(service, service.health, { quiet: true }).catch(() => undefined))?.status === 200;
    await until(alive, { budgetMs: 10_000, what: `${service.name} to live without its datastores` });
    const { status, body } = await readinessOf(http, service);
    expect({ status, says: body.status }, "readiness without datastores").toEqual({
      status: 503,
      says: "not-ready",
    });
    expect((await stack.state(service.name)).status, "it waits instead of crashing").toBe("running");
  } finally {
    await Promise.all([stack.start("postgres"), stack.start("redis")]);
  }
  for (const { name, ready } of services) {
    const isReady = async () => (await http.get(name, ready, { quiet: true })).status === 200;
    await until(isReady, { budgetMs: 20_000, what: `${name} to be ready once its datastores are` });
  }
});
