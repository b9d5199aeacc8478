// The command line of `npm run contracts`: which edges it leaves, and what it refuses.
import path from "node:path";
import { expect, test } from "vitest";
import { readEdges } from "../contracts/edges.ts";
import { readContractsOptions, selectEdges } from "./contracts-options.ts";

const edges = readEdges(path.resolve(import.meta.dirname, ".."));
const chosen = (...args: readonly string[]) =>
  selectEdges(edges, readContractsOptions(args)).map(({ consumer, provider }) => `${consumer} → ${provider}`);

test("When nothing is chosen, then every edge is left", () => {
  expect(chosen()).toHaveLength(edges.length);
});

test("When one side or both are chosen, then their edges are left", () => {
  expect(chosen("--consumer", "mcp-server")).toEqual(["mcp-server → airtable-gateway"]);
  expect(chosen("--provider", "mcp-server")).toEqual([
    "api-gateway → mcp-server",
    "llm-orchestrator → mcp-server",
  ]);
  expect(chosen("--consumer", "api-gateway", "--provider", "mcp-server")).toEqual([
    "api-gateway → mcp-server",
  ]);
});

test.each([
  [["--consumer", "mcp-sever"], 'unknown consumer "mcp-sever"; did you mean "mcp-server"?'],
  [["--provider", "api-gateway"], 'unknown provider "api-gateway"'],
  [["--consumer", "mcp-server", "--provider", "airtable"], 'unknown edge "mcp-server → airtable"'],
  [["--consume", "x"], 'unknown option "--consume"'],
])("When the words are %j, then they are refused: %s", (args, sentence) => {
  expect(() => chosen(...args)).toThrow(sentence);
});
