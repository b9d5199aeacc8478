// The edges are those of the compose file, and the picture of the documentation shows them.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type Service, readTopology } from "../fixtures/topology.ts";
import { edgesOf, readEdges } from "./edges.ts";
import { pictureOf } from "./picture.ts";

const root = path.resolve(import.meta.dirname, "..");
const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });

const shown = (services: readonly Service[]) =>
  edgesOf({ ...topology, services }).map(({ consumer, provider }) => `${consumer} → ${provider}`);

test("When the compose file is read, then its edges are the URLs of services, of Airtable and of the model", () => {
  expect(shown(topology.services)).toEqual([
    "api-gateway → platform-services",
    "api-gateway → airtable-gateway",
    "api-gateway → mcp-server",
    "api-gateway → llm-orchestrator",
    "airtable-gateway → platform-services",
    "airtable-gateway → airtable",
    "mcp-server → airtable-gateway",
    "llm-orchestrator → mcp-server",
    "llm-orchestrator → language-model",
  ]);
});

test("When a service gets the URL of another, then there is one edge more, and it is said where", () => {
  const at = { file: "compose.test.yml", line: 7, column: 1 };
  const services = topology.services.map((service) =>
    service.name === "mcp-server"
      ? {
          ...service,
          environment: [
            ...service.environment,
            { name: "CHAT_URL", value: "http://llm-orchestrator:8003/chat", at },
            { name: "SAME_CHAT_URL", value: "http://llm-orchestrator:8003", at },
          ],
        }
      : service,
  );
  const edges = edgesOf({ ...topology, services });
  expect(edges).toHaveLength(readEdges(root).length + 1);
  expect(edges).toContainEqual({
    consumer: "mcp-server",
    provider: "llm-orchestrator",
    variable: "CHAT_URL",
    at,
    external: false,
  });
});

test("When a URL leads to a datastore, to oneself or to nobody, then it is no edge", () => {
  const at = { file: "compose.test.yml", line: 7, column: 1 };
  const services = topology.services.map((service) => ({
    ...service,
    environment: ["redis:6379", "localhost:3000", `${service.name}:1`].map((host, index) => ({
      name: `URL_${index}`,
      value: `http://${host}`,
      at,
    })),
  }));
  expect(shown(services)).toEqual([]);
});

test("When the documentation shows the edges, then it shows these", () => {
  const page = readFileSync(path.join(root, "docs/contracts.md"), "utf8");
  const [, picture] = /```mermaid\n([\s\S]*?)\n```/.exec(page) ?? [];
  expect(picture, "npm run contracts -- --picture prints what belongs there").toBe(
    pictureOf(readEdges(root)),
  );
});
