// Judges docker-compose.production.yml: brought up as it stands, healthy, and hardened by the engine's own account.
import path from "node:path";
import { expect } from "vitest";
import { readTopology } from "../../fixtures/topology.ts";
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import { askGateway } from "./ask-gateway.ts";
import { healthOf, type Member } from "./compose-project.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { explainEnd, lineOf } from "./explain-end.ts";
import { freePorts } from "./free-ports.ts";
import { hardeningFaults, inspectable, publishedPorts } from "./hardened.ts";
import { makeSecrets, productionFile as file } from "./production-secrets.ts";
import { verify } from "./verify.ts";

const gateway = "api-gateway";
/** From the engine's start of them; a limit of CPU makes them slower than elsewhere. */
const healthyWithinMs = 150_000;

async function untilHealthy(deployment: Deployment, services: readonly string[]): Promise<readonly Member[]> {
  const { project, redact } = deployment;
  let sick = "";
  const allHealthy = async () => {
    const members = await project.members();
    const healthy = new Set(
      members.filter((one) => healthOf(one) === "healthy").map(({ service }) => service),
    );
    sick = services.find((service) => !healthy.has(service)) ?? "";
    return sick === "" && members;
  };
  const what = `every service of ${file} to be healthy`;
  return await until(allHealthy, { what, budgetMs: healthyWithinMs, intervalMs: 500 }).catch(
    async (error: Error) => {
      const lines = await project.lastLines(sick, 6);
      throw new Failure(
        redact(`${error.message}; ${sick} is not healthy; its last lines: ${lines.join(" | ")}`),
        {
          file,
          line: lineOf(deployment.tree, file, sick),
        },
      );
    },
  );
}

/** Whatever is published but the gateway, and what `docker inspect` would tell of a secret. */
function exposureFaults({ service, inspected }: Member, secrets: readonly string[]) {
  const published = publishedPorts(inspected);
  const isOpen = published.length > 0 && service !== gateway;
  const told = secrets.some((secret) => inspectable(inspected).includes(secret));
  return [
    ...(isOpen
      ? [{ summary: `${service} publishes ${published.join(", ")}`, cure: "publish the gateway alone" }]
      : []),
    ...(told ? [{ summary: `${service} shows a secret to docker inspect`, cure: "give it as a file" }] : []),
  ];
}

function expectHardened(
  { tree, evidence }: Deployment,
  members: readonly Member[],
  secrets: readonly string[],
) {
  const faults = members.flatMap((member) => {
    const found = [...hardeningFaults(member.service, member.inspected), ...exposureFaults(member, secrets)];
    const { HostConfig: host, Config: config } = member.inspected;
    evidence.record({
      kind: "state",
      service: member.service,
      summary: `${member.service}: user ${config.User}, ${host.Memory} bytes, ${host.NanoCpus} nano-CPUs, ${host.PidsLimit} pids, read-only root ${host.ReadonlyRootfs}`,
    });
    return found.map((fault) => ({ ...fault, service: member.service }));
  });
  const [first] = faults;
  if (!first) return;
  const summary = `${faults.length} faults of ${file}: ${faults.map((fault) => fault.summary).join("; ")}`;
  throw new Failure(summary, { file, line: lineOf(tree, file, first.service), cure: first.cure });
}

/** A datastore is on networks that lead nowhere else. */
async function expectDatastoresApart(
  { engine, tree }: Deployment,
  datastores: readonly Member[],
): Promise<void> {
  for (const { service, inspected } of datastores) {
    for (const name of Object.keys(inspected.NetworkSettings.Networks)) {
      const { Internal: internal } = (await engine.docker.getNetwork(name).inspect()) as {
        Internal: boolean;
      };
      if (!internal)
        throw new Failure(`${service} is on the network ${name}, which leads out of the system`, {
          file,
          line: lineOf(tree, file, service),
          cure: "put it on networks that are internal: true",
        });
    }
  }
}

async function expectService(deployment: Deployment, port: number): Promise<void> {
  const { engine } = deployment;
  const at = { base: `http://${engine.local ? "127.0.0.1" : engine.host}:${port}`, file };
  const person = { email: `ada-${Date.now()}@example.com`, password: "a Battery of horses 42" };
  const health = await askGateway(deployment, { ...at, route: "GET /api/health" });
  const registered = await askGateway(deployment, { ...at, route: "POST /api/auth/register", json: person });
  const seen = { health: health.status, status: health.body["status"], registered: registered.status };
  expect(seen, "what production answers").toEqual({ health: 200, status: "healthy", registered: 201 });
}

verify(delivery.production, async (deployment) => {
  const { tree, name, run } = deployment;
  const secrets = await makeSecrets(deployment);
  const [port = 0] = await freePorts(1);
  const env = { GATEWAY_PORT: String(port), SERVICES_IMAGE: `${name}-services:local` };
  const up = ["compose", "--project-name", name, "--file", file, "up", "--detach", "--build"];
  const ended = await run("docker", up, { budgetMs: 420_000, env });
  if (ended.code !== 0) throw await explainEnd(deployment, ended, file);
  const { services } = readTopology({ file: path.join(tree, file), env: { ...env } });
  const members = await untilHealthy(
    deployment,
    services.map(({ name: service }) => service),
  );
  expectHardened(deployment, members, secrets);
  const isDatastore = (service: string) =>
    services.some((one) => one.name === service && ["postgres", "redis"].includes(one.verify?.role ?? ""));
  await expectDatastoresApart(
    deployment,
    members.filter(({ service }) => isDatastore(service)),
  );
  await expectService(deployment, port);
});
