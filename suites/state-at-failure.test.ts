import { expect, test } from "vitest";
import type { StartedStack } from "../fixtures/stack.ts";
import type { Criterion } from "./check.ts";
import { createEvidenceLog } from "./evidence.ts";
import { recordStates } from "./state-at-failure.ts";

const state = { status: "restarting", health: "unhealthy", restartCount: 3 } as const;
const inspected = {
  Id: "c1",
  Image: "i1",
  RestartCount: 3,
  State: { ExitCode: 137 },
  Config: { Env: ["KEY=secret"] },
};

function stackWith(more: Partial<StartedStack>): StartedStack {
  const services = [{ name: "a" }, { name: "b" }, { name: "c" }];
  const stack = {
    topology: { services },
    capabilities: [],
    state: async () => state,
    inspect: async () => inspected,
  };
  return { ...stack, ...more } as unknown as StartedStack;
}

async function recorded(stack: StartedStack) {
  const evidence = createEvidenceLog((text) => text);
  evidence.record({ kind: "exchange", service: "b", summary: "asked" });
  await recordStates({ criterion: { service: "a" } as Criterion, stack, evidence });
  return evidence.items.filter(({ kind }) => kind === "state");
}

test("When a check failed, then the services that it names and asked are recorded as they are, and no other", async () => {
  const items = await recorded(stackWith({}));
  expect(items.map(({ service, summary }) => [service, summary])).toEqual(
    ["a", "b"].map((name) => [
      name,
      `${name} is restarting, health unhealthy, restarted 3 times, when the check failed`,
    ]),
  );
  expect(items[0]?.detail).toEqual({ state });
});

test("When there is an engine, then its word on the container is there, without the environment", async () => {
  const [item] = await recorded(stackWith({ capabilities: ["engine"] }));
  const { Config, ...container } = inspected;
  expect(Config.Env).toEqual(["KEY=secret"]);
  expect(item?.detail).toEqual({ state, container });
});

test("When a service cannot be asked, then that is what is recorded", async () => {
  const broken = stackWith({ state: async () => Promise.reject(new Error("no engine")) });
  expect((await recorded(broken)).map(({ summary }) => summary)).toEqual([
    "a could not be asked for its state: no engine",
    "b could not be asked for its state: no engine",
  ]);
});
