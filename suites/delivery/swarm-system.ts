// Deploys a copy of the tree on a swarm with `npm run swarm`, and asks each replica by itself.
import { symlinkSync } from "node:fs";
import path from "node:path";
import { runInside } from "../../fixtures/engine/run-inside.ts";
import { borrowSwarm } from "../../fixtures/swarm/borrow-swarm.ts";
import { pending, readStack, runningOf, type StackService } from "../../fixtures/swarm/stack-state.ts";
import { StackError } from "../../fixtures/stack-error.ts";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { until } from "../../fixtures/until.ts";
import type { Ended } from "./command.ts";
import type { Deployment } from "./deployment.ts";
import { freePorts } from "./free-ports.ts";

export interface Replica {
  readonly service: string;
  readonly container: string;
  /** Of the swarm's task that it runs. */
  readonly task: string;
}

export interface Asked {
  /** Inside the replica itself. */
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often, one after the other; default once. */
  readonly times?: number;
}

export interface SwarmSystem {
  /** Of the api-gateway, as this machine reaches it. */
  readonly gateway: string;
  /** `npm run swarm -- up` with this image of the services. */
  up(image: string): Promise<Ended>;
  services(): Promise<readonly StackService[]>;
  replicas(service: string): Promise<readonly Replica[]>;
  /** The status codes that the replica itself answers. */
  ask(replica: Replica, asked: Asked): Promise<readonly number[]>;
  kill(replica: Replica): Promise<void>;
  /** Resolves in the milliseconds after which its service ran with all replicas again, and none of them is `gone`. */
  healed(gone: Replica): Promise<number>;
}

const upBudgetMs = 240_000;
const healBudgetMs = 60_000;

const askInside = `
const [url, headers, times] = JSON.parse(process.argv[1]);
const statuses = [];
for (let asked = 0; asked < times; asked++) {
  const reply = await fetch(url, { headers });
  await reply.body?.cancel();
  statuses.push(reply.status);
}
console.log(JSON.stringify(statuses));
`;

/** @throws {Unknowable} where the engine can be made no swarm's manager. */
async function borrow({ engine, name }: Deployment): Promise<void> {
  await borrowSwarm(engine.docker, name).catch((error: unknown) => {
    throw error instanceof StackError ? new Unknowable(error.message) : error;
  });
}

function controls({ engine, name }: Deployment): Omit<SwarmSystem, "gateway" | "up"> {
  const { docker } = engine;
  const services = () => readStack(docker, name);
  return {
    services,
    replicas: async (service) => {
      const label = [`com.docker.swarm.service.name=${name}_${service}`];
      const found = await docker.listContainers({ filters: { label } });
      return found.map(({ Id: container, Labels }) => ({
        service,
        container,
        task: Labels["com.docker.swarm.task.id"] ?? "",
      }));
    },
    ask: async ({ container }, { port, path: route, headers = {}, times = 1 }) => {
      const words = JSON.stringify([`http://127.0.0.1:${port}${route}`, headers, times]);
      const command = ["node", "--input-type=module", "--eval", askInside, words];
      const ran = await runInside(docker, docker.getContainer(container), { command });
      if (ran.exitCode !== 0) throw new Error(`a replica could not be asked for ${route}: ${ran.stderr}`);
      return JSON.parse(ran.stdout) as number[];
    },
    kill: async ({ container }) => docker.getContainer(container).kill(),
    healed: async ({ service, task }) => {
      const startedAt = performance.now();
      const ownRun = async () => {
        const own = (await services()).filter(({ name: each }) => each === service);
        const running = own.flatMap((each) => runningOf(each).map(({ id }) => id));
        return pending(own).length === 0 && !running.includes(task);
      };
      await until(ownRun, {
        what: `${service} to run with all its replicas`,
        budgetMs: healBudgetMs,
        intervalMs: 250,
      });
      return performance.now() - startedAt;
    },
  };
}

export async function swarmSystem(deployment: Deployment): Promise<SwarmSystem> {
  const { engine, name, root, tree } = deployment;
  await borrow(deployment);
  // The command is Node's, and the copy of the tree has no packages.
  symlinkSync(path.join(root, "node_modules"), path.join(tree, "node_modules"));
  const [port = 0] = await freePorts(1);
  return {
    ...controls(deployment),
    gateway: `http://${engine.local ? "127.0.0.1" : engine.host}:${port}`,
    up: (image) =>
      deployment.run(process.execPath, ["commands/swarm.ts", "up", "--name", name], {
        budgetMs: upBudgetMs,
        env: { GATEWAY_PORT: String(port), SERVICES_IMAGE: image },
      }),
  };
}
