// Attaches to the system that `--runtime attached` names.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { attachUrls } from "../fixtures/runtimes/attached/attach-urls.ts";
import type { Endpoint, StackEvent, StartedStack } from "../fixtures/stack.ts";
import { readTopology, type Role, type Topology } from "../fixtures/topology.ts";
import { roleOf } from "../fixtures/true-port.ts";
import { waitUntilReady } from "../fixtures/wait-until-ready.ts";
import type { AttachOptions } from "./attach-options.ts";
import { unknownWord, UsageError } from "./usage-error.ts";
import { watching, withoutAbsent } from "./watched-topology.ts";

export interface Attaching {
  readonly root: string;
  readonly attach: AttachOptions;
  readonly say: (sentence: string) => void;
  readonly onEvent: (event: StackEvent) => void;
}

const defaultFile = "compose.test.yml";

/** @throws {UsageError} for services that the topology does not have. @throws {StackError} without an engine or project. */
export async function attachTo(attaching: Attaching): Promise<StartedStack> {
  const { project } = attaching.attach;
  const stack = await (project === undefined ? toUrls(attaching) : toProject(attaching, project));
  // A system that was started a moment ago answers before its pools are connected.
  await waitUntilReady(stack);
  return stack;
}

/** The variables as compose would take them: those of .env beside the file under the caller's own. */
function readFile(file: string): { topology: Topology; env: Readonly<Record<string, string | undefined>> } {
  const dotenv = path.join(path.dirname(file), ".env");
  const env = { ...(existsSync(dotenv) ? parseEnv(readFileSync(dotenv, "utf8")) : {}), ...process.env };
  return { topology: readTopology({ file, env, profiles: watching }), env };
}

const schemes: Readonly<Record<Role, { readonly names: readonly string[]; readonly port: number }>> = {
  service: { names: ["http:"], port: 80 },
  airtable: { names: ["http:"], port: 80 },
  prometheus: { names: ["http:"], port: 80 },
  postgres: { names: ["postgresql:", "postgres:"], port: 5432 },
  redis: { names: ["redis:"], port: 6379 },
};

function endpointOf(service: string, url: URL, topology: Topology): Endpoint {
  const names = topology.services.map(({ name }) => name);
  const found = topology.services.find(({ name }) => name === service);
  if (!found) throw unknownWord("service", service, names);
  const { names: allowed, port } = schemes[roleOf(found)];
  if (!allowed.includes(url.protocol))
    throw new UsageError(`--url ${service} is ${url.protocol}//, but it is asked by ${allowed[0]}//`);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || port) };
}

async function toUrls({ root, attach, say, onEvent }: Attaching): Promise<StartedStack> {
  const { topology: whole, env } = readFile(path.resolve(root, attach.file ?? defaultFile));
  const urls = Object.fromEntries(
    [...attach.urls].map(([service, url]) => [service, endpointOf(service, url, whole)]),
  );
  const topology = withoutAbsent(whole, (service) => attach.urls.has(service));
  say(`Attaching to ${Object.keys(urls).length} services of ${topology.file} by their URLs:`);
  const chaos = attach.allow.has("chaos");
  return attachUrls({ topology, urls, env, chaos, waitMs: attach.waitSeconds * 1000, onEvent });
}

async function toProject({ root, attach, say, onEvent }: Attaching, project: string): Promise<StartedStack> {
  // Loaded only here: these bring the whole client of an engine with them.
  const { connectEngine } = await import("../fixtures/engine/engine.ts");
  const { attachProject } = await import("../fixtures/runtimes/attached/attach-project.ts");
  const { filesOfProject, projectContainers } =
    await import("../fixtures/runtimes/attached/project-containers.ts");
  const engine = await connectEngine();
  const containers = await projectContainers(engine.docker, project);
  const own = filesOfProject(containers).find((name) => existsSync(name));
  const file =
    attach.file === undefined ? (own ?? path.resolve(root, defaultFile)) : path.resolve(root, attach.file);
  const topology = withoutAbsent(readFile(file).topology, (name) =>
    containers.some(({ service }) => service === name),
  );
  say(`Attaching to ${containers.length} containers of the compose project ${project} (${file}):`);
  const chaos = attach.allow.has("chaos");
  return attachProject({ engine, topology, containers, chaos, waitMs: attach.waitSeconds * 1000, onEvent });
}
