// The document tells the truth: it has every route that the application has, and no other.
import type { Router } from "express";
import { expect, test } from "vitest";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createApp } from "../app.ts";
import { createPeers } from "../peers.ts";
import { openApiDocument } from "./document.ts";

interface Described {
  readonly paths: Record<
    string,
    Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>
  >;
}
interface RegisteredLayer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  readonly handle?: { readonly stack?: RegisteredLayer[] };
}

const document = openApiDocument("1.2.3") as unknown as Described;
const url = "http://127.0.0.1:1";

function createGateway() {
  const urls = {
    "platform-services": url,
    "airtable-gateway": url,
    "mcp-server": url,
    "llm-orchestrator": url,
  };
  return createApp({
    version: "1.2.3",
    log: createLog({ service: "api-gateway", level: "silent" }),
    metrics: createMetrics("api-gateway"),
    apiKey: "test-only-service-key-0123456789",
    corsOrigins: [],
    limit: { max: 1, windowSeconds: 1 },
    redis: undefined,
    peers: createPeers({ urls, apiKey: "test-only-service-key-0123456789", timeoutMs: 1000 }),
    timeoutMs: 1000,
  });
}

/** Every `METHOD /path` that the application has a route for; HEAD and OPTIONS come by themselves. */
function registered(stack: readonly RegisteredLayer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return registered(handle?.stack ?? []);
    const methods = Object.keys(route.methods).filter(
      (method) => !["_all", "options", "head"].includes(method),
    );
    return methods.map((method) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`);
  });
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    ...operation,
  })),
);

test("When the routes are compared with the document, then each is in both", () => {
  const { stack } = createGateway().router as Router & { stack: RegisteredLayer[] };
  const routes = registered(stack);
  expect(routes.length).toBeGreaterThan(25);
  expect(operations.map(({ path, method }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
});

test("When a reference is followed, then it leads somewhere", () => {
  const references = Array.from(
    JSON.stringify(document).matchAll(/"#\/([^"]+)"/g),
    ([, pointer = ""]) => pointer,
  );
  expect(references.length).toBeGreaterThan(50);
  const missing = references.filter(
    (pointer) =>
      pointer
        .split("/")
        .reduce((at: unknown, key) => (at as Record<string, unknown> | undefined)?.[key], document) ===
      undefined,
  );
  expect(missing).toEqual([]);
});

test("When operations are named, then each name is there once, and each path parameter is declared", () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, parameters = [] } of operations) {
    const declared = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect(declared).toEqual(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name));
  }
});
