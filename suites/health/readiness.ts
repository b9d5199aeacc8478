// What a service's readiness says, and what the topology says that it should name.
import { expect } from "vitest";
import type { Topology } from "../../fixtures/topology.ts";
import type { Subject } from "../check-context.ts";
import type { Http } from "../http.ts";
import { peersOf } from "../wiring/peer-faults.ts";

interface DependencyCheck {
  readonly status: string;
  readonly required: boolean;
  readonly latency_ms: number;
  readonly error?: string;
}

export interface Readiness {
  readonly status: "ready" | "degraded" | "not-ready";
  readonly service: string;
  readonly checks: Readonly<Record<string, DependencyCheck | undefined>>;
}

/** Asks readiness; fails the check when the answer has not its shape. */
export async function readinessOf(
  http: Http,
  service: Subject,
): Promise<{ status: number; body: Readiness }> {
  const reply = await http.get(service, service.ready, { timeoutMs: 5000 });
  expect(reply.json, `the body of ${service.name}'s ${service.ready}`).toMatchObject({
    status: expect.stringMatching(/^(ready|degraded|not-ready)$/),
    service: expect.any(String),
    checks: expect.any(Object),
  });
  return { status: reply.status, body: reply.json as unknown as Readiness };
}

/** The components that the service's environment names by URL. */
export function topologyDependencies(service: Subject, topology: Topology): readonly string[] {
  const hosts = new Set(peersOf(service.compose).map(({ url }) => url.hostname));
  return topology.services.map(({ name }) => name).filter((name) => hosts.has(name));
}

/** design.md's table: what a service is not ready without. */
export const requiredByDesign: Readonly<Record<string, readonly string[]>> = {
  "api-gateway": [],
  "airtable-gateway": [],
  "platform-services": ["postgres", "redis"],
  "mcp-server": ["airtable-gateway"],
  "llm-orchestrator": ["redis", "mcp-server"],
};

/** What the design requires; of a service that it does not know, what that says of itself. */
export async function requiredOf(
  http: Http,
  service: Subject,
  topology: Topology,
): Promise<readonly string[]> {
  const designed = requiredByDesign[service.name];
  if (designed) return designed;
  const { body } = await readinessOf(http, service);
  return topologyDependencies(service, topology).filter((name) => body.checks[name]?.required);
}
