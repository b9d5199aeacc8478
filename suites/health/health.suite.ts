// Judges liveness and readiness, in good times and with a part away: what an operator goes by.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { probeFaults } from "../wiring/probe-faults.ts";
import { health } from "./health.checks.ts";
import { readinessOf, topologyDependencies } from "./readiness.ts";

verify(health.endpoint, async ({ http, service }) => {
  const reply = await http.get(service, service.health, { timeoutMs: 1000 });
  expect(reply.status, `status of ${service.health}`).toBe(200);
  expect(reply.json).toMatchObject({
    status: "healthy",
    service: service.name,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    uptime_seconds: expect.any(Number),
  });
});

verify(health.ready, async ({ http, service, topology }) => {
  const { status, body } = await readinessOf(http, service);
  expect(status, `status of ${service.ready}: ${JSON.stringify(body.checks)}`).toBe(200);
  const said = `what ${service.ready} says, its checks being ${JSON.stringify(body.checks)}`;
  expect({ service: body.service, status: body.status }, said).toEqual({
    service: service.name,
    status: "ready",
  });
  const expected = topologyDependencies(service, topology);
  expect(Object.keys(body.checks), "dependencies that readiness names").toEqual(
    expect.arrayContaining([...expected]),
  );
  for (const name of expected) {
    expect(body.checks[name], `readiness of ${name}`).toMatchObject({
      status: "up",
      required: expect.any(Boolean),
      latency_ms: expect.any(Number),
    });
  }
});

async function stateOf({ stack, evidence }: CheckContext, name: string) {
  const state = await stack.state(name);
  evidence.record({
    kind: "state",
    service: name,
    summary: `${name} is ${state.status}, ${state.health}`,
    detail: state,
  });
  return state;
}

verify(health.count, async (context) => {
  const names = context.topology.services.filter(({ verify: said }) => said).map(({ name }) => name);
  const states = await Promise.all(names.map(async (name) => ({ name, ...(await stateOf(context, name)) })));
  const up = states.filter(({ status }) => status === "running");
  const down = states
    .filter(({ status }) => status !== "running")
    .map(({ name, status }) => `${name} is ${status}`);
  expect(up.length, `components that are up (${down.join(", ") || "none is down"})`).toBeGreaterThanOrEqual(
    7,
  );
});

verify(health.allUp, async (context) => {
  const { http, services } = context;
  const replies = await Promise.all(
    services.map(({ name, health: path }) => http.get(name, path, { timeoutMs: 1000 })),
  );
  const seen = Object.fromEntries(services.map(({ name }, index) => [name, replies[index]?.status]));
  expect(seen).toEqual(Object.fromEntries(services.map(({ name }) => [name, 200])));
  // Nobody need wait for a health check that cannot succeed.
  const [fault] = services.flatMap(({ compose }) => probeFaults(compose, context.root));
  if (fault?.file !== undefined && fault.line !== undefined)
    throw new Failure(fault.summary, {
      file: fault.file,
      line: fault.line,
      ...(fault.cure ? { cure: fault.cure } : {}),
    });
  const states = () => Promise.all(services.map(({ name }) => context.stack.state(name)));
  // An engine asks for the first time after a whole interval: until then it says nothing against a service.
  const judged = async () => (await states()).every((state) => state.health !== "starting");
  await until(judged, { what: "every health check to be asked", budgetMs: 45_000, intervalMs: 200 });
  for (const { name } of services) {
    expect(await stateOf(context, name), `state of ${name}`).toMatchObject({
      status: "running",
      health: "healthy",
    });
  }
});

verify(health.aggregate, async ({ http, services }) => {
  const reply = await http.get("api-gateway", "/api/health");
  expect(reply.status).toBe(200);
  const peers = services.map(({ name }) => name).filter((name) => name !== "api-gateway");
  const up = Object.fromEntries(peers.map((name) => [name, expect.objectContaining({ status: "up" })]));
  expect(reply.json).toMatchObject({ status: "healthy", services: up });
});

verify(health.degraded, async ({ http, stack, services }) => {
  const aggregate = () => http.get("api-gateway", "/api/health", { timeoutMs: 5000 });
  const peers = services.map(({ name }) => name).filter((name) => name !== "api-gateway");
  for (const name of peers) {
    await stack.pause(name);
    try {
      const reply = await aggregate();
      expect(reply.status, `with ${name} away`).toBe(200);
      const others = peers.filter((peer) => peer !== name);
      expect(reply.json, `with ${name} away, and nobody else`).toMatchObject({
        status: "degraded",
        services: {
          [name]: { status: "down" },
          ...Object.fromEntries(others.map((peer) => [peer, { status: "up" }])),
        },
      });
    } finally {
      await stack.resume(name);
    }
    const recovered = async () => (await aggregate()).json?.["status"] === "healthy";
    await until(recovered, {
      budgetMs: 10_000,
      what: `/api/health to say healthy again after ${name} came back`,
    });
  }
});
