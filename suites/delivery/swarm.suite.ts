// Judges the production file on a swarm: replicas that behave as one, healing after a kill, rollback by itself.
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { askGateway, type GatewayAnswer } from "./ask-gateway.ts";
import { breakSource } from "./break-source.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { endOf, type Ended } from "./command.ts";
import { expectCode, lineOf, wordsOf } from "./explain-end.ts";
import { makeSecrets, productionFile as file } from "./production-secrets.ts";
import { type Replica, type SwarmSystem, swarmSystem } from "./swarm-system.ts";
import { verify } from "./verify.ts";

const culprit = "llm-orchestrator";
const crashAtStart = {
  file: `services/${culprit}/src/main.ts`,
  text: "await run(async () => {",
  instead: 'await run(async () => {\n  throw new Error("test-only-crash");',
};

/** What LOGIN_RATE_LIMIT_MAX is where nobody says otherwise. */
const loginLimit = 100;
const people = { service: "platform-services", port: 8007 } as const;

async function build(deployment: Deployment, image: string): Promise<void> {
  const args = ["compose", "--project-name", deployment.name, "--file", file, "build"];
  const ended = await deployment.run("docker", args, { budgetMs: 420_000, env: { SERVICES_IMAGE: image } });
  await expectCode(deployment, ended, { code: 0, file });
}

/** The service that the command names last: it waits for it, or says that it was rolled back. */
function blamed({ lines }: Ended): string {
  const named = /^(?:waiting for )?(?<service>[a-z-]+) (?:\d+\/\d+|not ready|was rolled back|stopped)/;
  return lines.map((line) => named.exec(line)?.groups?.["service"]).findLast(Boolean) ?? "";
}

/** What the command says of itself is the cause: nothing of a compose project runs here. */
function expectUp({ redact, tree }: Deployment, ended: Ended, code: number): void {
  if (ended.code === code && !ended.timedOut) return;
  const line = lineOf(tree, file, blamed(ended));
  throw new Failure(redact(`${endOf(ended)}, not ${code}: ${wordsOf(ended)}`), { file, line });
}

interface Person {
  readonly email: string;
  readonly password: string;
}

interface Judged {
  readonly system: SwarmSystem;
  readonly deployment: Deployment;
  readonly person: Person;
}

function post({ system, deployment, person }: Judged, route: "register" | "login"): Promise<GatewayAnswer> {
  const asked = { base: system.gateway, file, route: `POST /api/auth/${route}`, json: person };
  return askGateway(deployment, asked);
}

async function bothReplicas(system: SwarmSystem): Promise<readonly [Replica, Replica]> {
  const [one, other] = await system.replicas(people.service);
  if (one && other) return [one, other];
  throw new Failure(`${people.service} has no second replica on the swarm`, { file, line: 1 });
}

/** A person who signed out is signed out at each replica, and tries at one count at the other. */
async function expectOneSystem(judged: Judged): Promise<void> {
  const { system, deployment } = judged;
  const { evidence, tree } = deployment;
  const replicas = await bothReplicas(system);
  const { body } = await post(judged, "login");
  const headers = { authorization: `Bearer ${String(body["access_token"])}` };
  const verified = () =>
    Promise.all(replicas.map((one) => system.ask(one, { ...people, path: "/auth/verify", headers })));
  const before = await verified();
  const leave = { base: system.gateway, file, route: "POST /api/auth/logout", headers };
  const left = await askGateway(deployment, leave);
  const after = await verified();
  const seen = { before: before.flat(), logout: left.status, after: after.flat() };
  evidence.record({ kind: "exchange", service: people.service, summary: JSON.stringify(seen) });
  expect(seen, "what each replica says of a token before and after the logout").toEqual({
    before: [200, 200],
    logout: 204,
    after: [401, 401],
  });
  const times = Math.ceil(loginLimit / 2) + 10;
  const [one, other] = replicas;
  const first = await system.ask(one, { ...people, path: "/auth/login", times });
  const second = await system.ask(other, { ...people, path: "/auth/login", times });
  const passed = [...first, ...second].filter((status) => status !== 429).length;
  const summary = `${passed} of ${2 * times} tries at two replicas were let through, ${loginLimit} are allowed`;
  evidence.record({ kind: "exchange", service: people.service, summary });
  if (passed > loginLimit)
    throw new Failure(`the replicas of ${people.service} count logins each by itself: ${summary}`, {
      file,
      line: lineOf(tree, file, people.service),
      cure: "count them in Redis",
    });
}

async function expectHealed({ system, deployment: { evidence, tree } }: Judged, name: string): Promise<void> {
  const [victim] = await system.replicas(name);
  if (!victim) throw new Failure(`${name} has no container on the swarm`, { file, line: 1 });
  await system.kill(victim);
  const tookMs = await system.healed(victim).catch((error: Error) => {
    const summary = `${name} was killed, and ${error.message}`;
    throw new Failure(summary, { file, line: lineOf(tree, file, name) });
  });
  const summary = `${name} was killed; all replicas ran again after ${(tookMs / 1000).toFixed(1)} s`;
  evidence.record({ kind: "state", service: name, summary });
}

const datastores = new Set(["postgres", "redis"]);

/** `docker kill` of one container of each service, side by side, for each heals alone; then of the datastores. */
async function expectHealing(judged: Judged): Promise<void> {
  const names = (await judged.system.services()).map(({ name }) => name);
  for (const stateless of [true, false]) {
    const victims = names.filter((name) => stateless !== datastores.has(name));
    await Promise.all(victims.map((name) => expectHealed(judged, name)));
  }
}

/** The earlier release goes on, with the people that it knew. */
async function expectRollback(judged: Judged, image: string): Promise<void> {
  const { system, deployment } = judged;
  const imageOf = async (name: string) =>
    (await system.services()).find((service) => service.name === name)?.image;
  const good = await imageOf(culprit);
  expect(good, `image of ${culprit}, by its content`).toMatch(/-[0-9a-f]{12}$/);
  breakSource(deployment.tree, crashAtStart);
  // Under the same name, as whoever builds and deploys again has it.
  await build(deployment, image);
  const ended = await system.up(image);
  expectUp(deployment, ended, 1);
  const told = ended.lines.filter((line) => line.startsWith(culprit) && line.includes("rolled back"));
  expect(told.length, `sentences that say of ${culprit} that it was rolled back`).toBeGreaterThan(0);
  expect(await imageOf(culprit), `image of ${culprit} after the rollback`).toBe(good);
  const { status } = await post(judged, "login");
  expect(status, "login after the rollback of somebody registered before").toBe(200);
}

verify(delivery.swarm, async (deployment) => {
  const image = `${deployment.name}-services:local`;
  const system = await swarmSystem(deployment);
  await makeSecrets(deployment);
  await build(deployment, image);
  expectUp(deployment, await system.up(image), 0);
  const person = { email: `ada-${Date.now()}@example.com`, password: "a Battery of horses 42" };
  const judged = { system, deployment, person };
  const registered = await post(judged, "register");
  expect(registered.status, "a registration on the swarm").toBe(201);
  await expectOneSystem(judged);
  await expectHealing(judged);
  await expectRollback(judged, image);
});
