import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createEvidenceLog } from "../evidence.ts";
import { Failure } from "../failure.ts";
import { askGateway, portLineOf } from "./ask-gateway.ts";
import type { Deployment } from "./deployment.ts";

const file = "compose.yml";
const compose = `services:
  api-gateway:
    image: services
    ports:
      - "8000:8001"
  mcp-server:
    image: services
  platform-services:
    ports:
      - "7007:8007"
`;

function deployed() {
  const tree = mkdtempSync(path.join(tmpdir(), "ask-gateway-"));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  writeFileSync(path.join(tree, file), compose);
  const evidence = createEvidenceLog((text) => text);
  return { tree, evidence } as unknown as Deployment;
}

async function serving(answer: string): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.method === "POST" ? 201 : 200).end(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("When the gateway answers, then status and body are given, and the exchange is evidence", async () => {
  const deployment = deployed();
  const base = await serving('{"status":"healthy"}');
  const answer = await askGateway(deployment, { base, file, route: "POST /api/auth/register", json: {} });
  expect(answer).toEqual({ status: 201, body: { status: "healthy" } });
  expect(deployment.evidence.items.map(({ summary }) => summary)).toEqual([
    `POST ${base}/api/auth/register -> 201`,
  ]);
});

test("When the answer is no JSON, then its status is still told", async () => {
  const base = await serving("<html>");
  const answer = await askGateway(deployed(), { base, file, route: "GET /api/health" });
  expect(answer).toEqual({ status: 200, body: {} });
});

test("When nothing answers at the port, then it is a failure with the line that publishes it", async () => {
  const asked = askGateway(deployed(), { base: "http://127.0.0.1:1", file, route: "GET /api/health" });
  const failure = await asked.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect((failure as Failure).message).toMatch(/GET .*:1\/api\/health is not answered .*compose\.yml:5/);
});

test("When a service publishes nothing, then its own line is taken, not the next one's port", () => {
  const { tree } = deployed();
  expect(portLineOf(tree, file, "mcp-server")).toBe(6);
  expect(portLineOf(tree, file, "api-gateway")).toBe(5);
});
