// What is said while a stack settles, and how it ends, against an engine whose services are as told.
import path from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Docker } from "../fixtures/engine/engine.ts";
import { readTopology } from "../fixtures/topology.ts";
import { settle } from "./settle-stack.ts";

const root = path.resolve(import.meta.dirname, "..");
const topology = readTopology({ file: path.join(root, "docker-compose.production.yml"), env: {} });
const since = "2026-11-22T12:00:00Z";

/** The one service of the stack, at one look: what its one replica is, and what its readiness says. */
interface Look {
  readonly state?: string;
  readonly error?: string;
  readonly update?: { readonly State: string; readonly Message: string; readonly StartedAt: string };
  /** Empty: it is ready. */
  readonly why?: string;
}

/** An engine that is at the next look each time its services are listed, and stays at the last. */
function engineWith(looks: readonly Look[]): Docker {
  let at = -1;
  const look = (): Look => looks[Math.min(at, looks.length - 1)] ?? {};
  const template = { ContainerSpec: { Image: "services:1" } };
  const service = () => ({
    ID: "s",
    Spec: { Name: "shop_mcp-server", Mode: { Replicated: { Replicas: 1 } }, TaskTemplate: template },
    UpdateStatus: look().update,
  });
  const task = () => ({
    ID: "t",
    ServiceID: "s",
    DesiredState: "running",
    Status: { State: look().state ?? "running", Err: look().error },
    Spec: template,
    CreatedAt: since,
  });
  const labels = { "com.docker.swarm.task.id": "t", "com.docker.swarm.service.name": "shop_mcp-server" };
  const exec = async () => {
    const why = look().why ?? "";
    const start = async () => {
      const stream = new PassThrough();
      setImmediate(() => stream.end(why).resume());
      return stream;
    };
    return { start, inspect: async () => ({ Running: false, ExitCode: why === "" ? 0 : 1 }) };
  };
  const engine = {
    listServices: async () => {
      at += 1;
      return [service()];
    },
    listTasks: async () => [task()],
    listContainers: async () => [{ Id: "t", Labels: labels }],
    getContainer: () => ({ exec }),
    modem: {
      demuxStream: (stream: PassThrough, out: PassThrough) => stream.on("data", (data) => out.write(data)),
    },
  };
  return engine as unknown as Docker;
}

async function settled(looks: readonly Look[], budgetMs = 20_000) {
  const said: string[] = [];
  const say = (sentence: string) => said.push(sentence);
  const ended = await settle({ docker: engineWith(looks), name: "shop", topology, budgetMs, say }, since);
  return { ended, said };
}

const row = "  mcp-server         1/1  services:1";

test("When the replica runs and is ready, then the stack is up, and only its rows are said", async () => {
  expect(await settled([{}])).toEqual({ ended: true, said: [row] });
});

test("When it takes its time, then what it waits for is said once each, the reason with it", async () => {
  const away = { why: "answers 503" };
  expect(await settled([{ state: "starting" }, away, away, {}])).toEqual({
    ended: true,
    said: ["waiting for mcp-server 0/1 (starting)", "waiting for mcp-server not ready (answers 503)", row],
  });
});

test("When it runs and is never ready, then it is not up, and where its log is, is said", async () => {
  expect(await settled([{ why: "answers 503" }], 10)).toEqual({
    ended: false,
    said: [
      "waiting for mcp-server not ready (answers 503)",
      "shop is not up after 0.01 s: mcp-server not ready (answers 503)",
      "what it says: docker service logs shop_mcp-server",
      row,
    ],
  });
});

test("When its update was rolled back, then that is the end, though the old release runs and is ready", async () => {
  const update = { State: "rollback_completed", Message: "said so", StartedAt: "2026-11-22T12:00:01Z" };
  expect(await settled([{ update }])).toEqual({
    ended: false,
    said: ["mcp-server was rolled back: said so", `${row}  rollback_completed`],
  });
});

test("When its update was paused and nothing runs, then nobody waits for it", async () => {
  const update = { State: "paused", Message: "said so", StartedAt: "2026-11-22T12:00:01Z" };
  const { ended, said } = await settled([{ update, state: "failed", error: "exit 1" }]);
  expect({ ended, last: said.slice(-2) }).toEqual({
    ended: false,
    last: ["mcp-server stopped (paused): said so; exit 1", "  mcp-server         0/1  services:1  paused"],
  });
});
