// `npm run swarm -- up|down|status`: the production system on a Docker Swarm, with replicas and rolling updates.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { connectEngine, type Docker, type Engine } from "../fixtures/engine/engine.ts";
import { imageStore } from "../fixtures/images/image-store.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { deployStack, removeStack, secretVersions } from "../fixtures/swarm/deploy-stack.ts";
import { dropPinned, pinImages } from "../fixtures/swarm/pin-images.ts";
import { requireImages } from "../fixtures/swarm/require-images.ts";
import { writeStackFile } from "../fixtures/swarm/stack-file.ts";
import { readStack } from "../fixtures/swarm/stack-state.ts";
import {
  ensureDataNode,
  ensureManager,
  hasMesh,
  isOnlyNode,
  lacksSwarm,
  swarmOf,
} from "../fixtures/swarm/swarm-node.ts";
import { readTopology } from "../fixtures/topology.ts";
import { explainFailure } from "./explain-failure.ts";
import { type DeployedStack, missingOf, rowOf, settle } from "./settle-stack.ts";
import { readSwarmOptions, swarmHelp, type SwarmOptions } from "./swarm-options.ts";

const root = path.resolve(import.meta.dirname, "..");
const stackFile = "docker-stack.yml";
const goneWithinMs = 120_000;

const say = (sentence: string) => console.log(sentence);

function environment(): Record<string, string | undefined> {
  const file = path.join(root, ".env");
  const local = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return { ...local, ...process.env };
}

const deployedBy = ({ docker }: Engine, { name, file, budgetMs }: SwarmOptions): DeployedStack => ({
  docker,
  name,
  topology: readTopology({ file, env: environment() }),
  budgetMs,
  say,
});

/** Undefined where there is one. */
function whyNoMesh(engine: Engine, { mesh }: SwarmOptions): string | undefined {
  if (!mesh) return "--no-mesh";
  return hasMesh(engine) ? undefined : "the kernel lacks ip_vs";
}

interface Texts {
  /** Of the production file. */
  readonly compose: string;
  /** Of what is made from it. */
  readonly stack: string;
}

/** Before anything is made. @throws {StackError} for what is missing, with the cure. */
async function requireAll(docker: Docker, { compose, stack }: Texts, options: SwarmOptions): Promise<void> {
  const { file, init } = options;
  const env = environment();
  await lacksSwarm(docker, init);
  secretVersions(stack, { cwd: root, env });
  // Another node may have an image that is not here.
  if (await isOnlyNode(docker))
    await requireImages({ store: imageStore(docker), compose, file, env, onSay: say });
}

async function up(engine: Engine, options: SwarmOptions): Promise<number> {
  const deployed = deployedBy(engine, options);
  const { docker } = deployed;
  const noMesh = whyNoMesh(engine, options);
  const { file: from, replicas } = options;
  const compose = readFileSync(from, "utf8");
  const stack = writeStackFile({ compose, file: from, replicas, mesh: noMesh === undefined });
  await requireAll(docker, { compose, stack }, options);
  if (await ensureManager(docker, options.init)) say("made this engine a swarm of one node");
  await ensureDataNode(docker);
  if (noMesh !== undefined)
    say(`no routing mesh (${noMesh}): the gateway has one replica, on its node's own port`);
  const file = path.join(root, stackFile);
  writeFileSync(file, stack);
  say(`wrote ${stackFile}`);
  const { SystemTime: since } = (await docker.info()) as { SystemTime: string };
  const images = { store: imageStore(docker), stack: options.name, compose, env: environment() };
  const pinned = await pinImages(images);
  await deployStack(docker, { name: options.name, file, cwd: root, env: { ...environment(), ...pinned } });
  const isUp = await settle(deployed, since);
  await dropPinned(docker, images);
  if (!isUp) return 1;
  say(`The gateway answers at http://localhost:${environment()["GATEWAY_PORT"] || "8000"}`);
  say(`npm run swarm -- status --name ${options.name}; npm run swarm -- down --name ${options.name}`);
  return 0;
}

async function down({ docker }: Engine, { name, leave, file }: SwarmOptions): Promise<number> {
  const removed = await removeStack(docker, { name, cwd: root, env: process.env, budgetMs: goneWithinMs });
  const compose = readFileSync(file, "utf8");
  await dropPinned(docker, { store: imageStore(docker), stack: name, compose, env: environment() });
  say(removed ? `${name} is down; its volumes stay (docker volume ls)` : `there is no stack ${name}`);
  if (!leave) return 0;
  const others = await docker.listServices();
  const { Nodes: nodes = 1 } = await swarmOf(docker);
  if (others.length > 0 || nodes > 1)
    throw new StackError(`the swarm has ${others.length} other services on ${nodes} nodes; it stays`);
  await docker.swarmLeave({ force: true });
  say("this engine has left swarm mode");
  return 0;
}

async function status(engine: Engine, options: SwarmOptions): Promise<number> {
  const { name } = options;
  const deployed = deployedBy(engine, options);
  const services = await readStack(deployed.docker, name);
  if (services.length === 0) say(`there is no stack ${name}`);
  for (const service of services) say(rowOf(service));
  const missing = await missingOf(deployed, services);
  if (missing.length > 0) say(`not as it should be: ${missing.join(", ")}`);
  return services.length > 0 && missing.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const options = readSwarmOptions(process.argv.slice(2));
  if (options.action === "help") {
    say(swarmHelp);
    return 0;
  }
  const engine = await connectEngine();
  const { LocalNodeState: state } = await swarmOf(engine.docker);
  if (options.action === "up") return up(engine, options);
  if (state !== "active") {
    say("this engine is in no swarm");
    return options.action === "down" ? 0 : 1;
  }
  return options.action === "down" ? down(engine, options) : status(engine, options);
}

process.exitCode = await main().catch(explainFailure);
