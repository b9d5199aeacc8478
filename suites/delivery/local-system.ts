// Deploys a copy of the tree with deploy-local.sh, on ports of its own, and looks at what runs then.
import path from "node:path";
import { readTopology } from "../../fixtures/topology.ts";
import { Failure } from "../failure.ts";
import type { Ended } from "./command.ts";
import { healthOf } from "./compose-project.ts";
import type { Deployment } from "./deployment.ts";
import { lineOf } from "./explain-end.ts";
import { freePorts } from "./free-ports.ts";

export const composeFile = "docker-compose.yml";

/** The first deployment builds the image, from what the builder has not cached yet. */
const budgetMs = 420_000;

export interface LocalSystem {
  /** Of the api-gateway, as this machine reaches it. */
  readonly gateway: string;
  /** The ports and the address of its own, by their variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs deploy-local.sh on this deployment's project. */
  deploy(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Each service with its container, when all of them are healthy after what was done. @throws {Failure} that names who is not. */
  healthy(
    after: string,
  ): Promise<
    ReadonlyMap<string, { readonly id: string; readonly image: string; readonly startedAt: string }>
  >;
}

export const portVariables = [
  "API_GATEWAY_PORT",
  "PLATFORM_SERVICES_PORT",
  "AIRTABLE_GATEWAY_PORT",
  "MCP_SERVER_PORT",
  "LLM_ORCHESTRATOR_PORT",
] as const;

export async function localSystem(deployment: Deployment): Promise<LocalSystem> {
  const { engine, name, project, tree } = deployment;
  const ports = await freePorts(portVariables.length);
  const own = Object.fromEntries(portVariables.map((variable, index) => [variable, String(ports[index])]));
  const address = engine.local ? {} : { PUBLISH_ADDRESS: "0.0.0.0" };
  const ownEnv = { ...own, ...address };
  return {
    env: ownEnv,
    gateway: `http://${engine.local ? "127.0.0.1" : engine.host}:${ports[0]}`,
    deploy: (args, env = {}) =>
      deployment.run("./deploy-local.sh", ["--project", name, ...args], {
        budgetMs,
        env: { ...ownEnv, ...env },
      }),
    healthy: async (after) => {
      const wanted = servicesIn(tree);
      const members = await project.members();
      for (const service of wanted) {
        const member = members.find((one) => one.service === service);
        const state = member ? healthOf(member) : "not there";
        if (state === "healthy") continue;
        const lines = await project.lastLines(service, 6);
        const summary = `${service} is ${state} after ${after}; its last lines: ${lines.join(" | ")}`;
        throw new Failure(deployment.redact(summary), {
          file: composeFile,
          line: lineOf(tree, composeFile, service),
        });
      }
      return new Map(
        members.map(({ service, inspected: { Id: id, Image: image, State: state } }) => [
          service,
          { id, image, startedAt: state.StartedAt },
        ]),
      );
    },
  };
}

/** Those that are started without asking for a profile. */
const servicesIn = (tree: string): readonly string[] =>
  readTopology({ file: path.join(tree, composeFile), env: {} }).services.map(({ name }) => name);
