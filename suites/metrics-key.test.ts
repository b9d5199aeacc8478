// What is sent to /metrics: nothing, the token that is known, or no question where one is not.
import path from "node:path";
import { expect, test } from "vitest";
import type { StartedStack } from "../fixtures/stack.ts";
import { readTopology } from "../fixtures/topology.ts";
import { Unknowable } from "../fixtures/unknowable.ts";
import { metricsKey } from "./metrics-key.ts";

const file = path.resolve(import.meta.dirname, "../compose.test.yml");
const whole = readTopology({ file, env: {} });
const service = { name: "mcp-server" };
const at = { file: "compose.test.yml", line: 1, column: 1 };

const topologyWith = (value: string) => ({
  ...whole,
  services: whole.services.map((one) => ({
    ...one,
    environment: [...one.environment, { name: "METRICS_TOKEN", value, at }],
  })),
});
const stackThat = (settings: Readonly<Record<string, string>>) =>
  ({ unknown: { settings } }) as unknown as StartedStack;

test("When a service has no token, then none is sent; when it has one, then as a bearer's", () => {
  const stack = stackThat({});
  expect(metricsKey({ stack, topology: whole }, service)).toEqual({ headers: {} });
  expect(metricsKey({ stack, topology: topologyWith("of nobody") }, service)).toEqual({
    headers: { authorization: "Bearer of nobody" },
  });
});

test("When the token is not known, then nothing is asked, and the reason is told", () => {
  const stack = stackThat({ "mcp-server/METRICS_TOKEN": "it is in a file" });
  const ask = () => metricsKey({ stack, topology: whole }, service);
  expect(ask).toThrow(Unknowable);
  expect(ask).toThrow("it is in a file");
});
