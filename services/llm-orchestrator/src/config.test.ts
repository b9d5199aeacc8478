// What the environment must say, and that half a model is a fault and not silently none.
import type { ConfigError } from "#kit/config.ts";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const env = {
  API_KEY: "a-service-key-for-tests",
  REDIS_URL: "redis://redis:6379/0",
  MCP_SERVER_URL: "http://mcp-server:8001/",
};

function faultsOf(given: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...env, ...given });
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

test("When no model is configured, then there is none; empty variables count as unset", () => {
  const config = readConfig({ ...env, LLM_BASE_URL: "", LLM_MODEL: "", LLM_API_KEY: "" });
  expect(config).toMatchObject({ model: undefined, MCP_SERVER_URL: "http://mcp-server:8001" });
});

test("When a model is configured, then its key is optional", () => {
  const { model } = readConfig({ ...env, LLM_BASE_URL: "http://llama:8080/v1/", LLM_MODEL: "qwen" });
  expect(model).toEqual({ baseUrl: "http://llama:8080/v1", name: "qwen", apiKey: undefined });
});

test("When a model's file variable is empty, then the variable itself counts", () => {
  expect(faultsOf({ LLM_BASE_URL: "http://llama/v1", LLM_MODEL: "qwen", LLM_MODEL_FILE: "" })).toEqual([]);
});

test.each([
  [{ LLM_BASE_URL: "http://llama/v1" }, ["LLM_MODEL"]],
  [{ LLM_MODEL: "qwen" }, ["LLM_BASE_URL"]],
  [{ LLM_API_KEY: "k" }, ["LLM_BASE_URL", "LLM_MODEL"]],
  [
    { LLM_API_KEY: "k", REDIS_URL: "http://x", API_KEY: "short" },
    ["API_KEY", "REDIS_URL", "LLM_BASE_URL", "LLM_MODEL"],
  ],
])("When the environment has %j, then the faults are those of %j, all at once", (given, names) => {
  const faults = faultsOf(given);
  expect(faults.map((fault) => fault.split(":")[0])).toEqual(names);
});
