// Every edge of the compose file has a pact, and no pact is without an edge; what stands alone is named.
import path from "node:path";
import { expect, test } from "vitest";
import { coverageFaults } from "./coverage.ts";
import { readEdges } from "./edges.ts";
import { readPacts } from "./pact-files.ts";

const root = path.resolve(import.meta.dirname, "..");
const edges = readEdges(root);
const pacts = readPacts(path.join(root, "contracts/pacts"));

test("When the pacts of the repository are held against its compose file, then nothing stands alone", () => {
  expect(coverageFaults(edges, pacts)).toEqual([]);
});

test("When an edge has no pact, then it is named with the line of its URL and the test to write", () => {
  const [fault] = coverageFaults(
    edges,
    pacts.filter(({ consumer }) => consumer !== "mcp-server"),
  );
  expect(fault).toMatch(
    /^mcp-server calls airtable-gateway \(AIRTABLE_GATEWAY_URL, compose\.test\.yml:\d+\), and no pact says how; write contracts\/consumers\/mcp-server\/airtable-gateway\.test\.ts$/,
  );
});

test("When a pact has no edge, then it is named", () => {
  const stray = { consumer: "mcp-server", provider: "platform-services" };
  expect(coverageFaults(edges, [...pacts, stray])).toEqual([
    "mcp-server-platform-services.json is a pact of mcp-server with platform-services, whom it does not call; remove it with its test, or give mcp-server the URL",
  ]);
});
