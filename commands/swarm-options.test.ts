import { expect, test } from "vitest";
import { readSwarmOptions } from "./swarm-options.ts";
import { UsageError } from "./usage-error.ts";

test("When an action is given, then the rest has its defaults", () => {
  expect(readSwarmOptions(["up", "--init"])).toEqual({
    action: "up",
    name: "pyairtable",
    file: "docker-compose.production.yml",
    replicas: 2,
    mesh: true,
    init: true,
    leave: false,
    budgetMs: 300_000,
  });
});

test("When help is asked for, then nothing else is needed", () => {
  expect(readSwarmOptions(["--help"]).action).toBe("help");
  expect(readSwarmOptions(["up", "--help"]).action).toBe("help");
});

test.each([
  [[], "say what to do: up, down, status"],
  [["--init"], "say what to do"],
  [["upp"], 'did you mean "up"?'],
  [["up", "--int"], 'did you mean "--init"?'],
  [["up", "--replicas", "none"], "--replicas none: give a whole number of at least 1"],
  [["up", "--name", "My Stack"], "small letters, digits and hyphens"],
])("When the words are wrong (%j), then one sentence names the word", (args, told) => {
  expect(() => readSwarmOptions(args)).toThrow(UsageError);
  expect(() => readSwarmOptions(args)).toThrow(told);
});
