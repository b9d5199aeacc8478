// GET /api/health: the whole system at a glance, who is up and who is not.
import { Router } from "express";
import { type Peer, peerProblem } from "#kit/http-client.ts";
import { resource } from "#kit/resource.ts";
import { shareOngoing } from "#kit/share-ongoing.ts";

interface ServiceHealth {
  readonly status: "up" | "down";
  readonly latency_ms: number;
  readonly error?: string;
}

interface SystemHealth {
  readonly status: "healthy" | "degraded";
  readonly services: Readonly<Record<string, ServiceHealth>>;
  readonly down: readonly string[];
}

/** The reason without an address: this answer is for everybody. */
function reasonOf(name: string, error: unknown): string {
  const answered = error instanceof Error && error.message.startsWith("/health answers");
  return answered ? error.message : peerProblem(name, error).detail;
}

async function askPeer(peer: Peer): Promise<ServiceHealth> {
  const startedAt = performance.now();
  const latency = () => Math.round(performance.now() - startedAt);
  try {
    await peer.ping();
    return { status: "up", latency_ms: latency() };
  } catch (error) {
    return { status: "down", latency_ms: latency(), error: reasonOf(peer.name, error) };
  }
}

async function systemHealth(service: string, peers: readonly Peer[]): Promise<SystemHealth> {
  const results = await Promise.all(peers.map(askPeer));
  const services: Record<string, ServiceHealth> = { [service]: { status: "up", latency_ms: 0 } };
  for (const [index, result] of results.entries()) services[peers[index]?.name ?? ""] = result;
  const down = peers.filter(({ name }) => services[name]?.status === "down").map(({ name }) => name);
  return { status: down.length === 0 ? "healthy" : "degraded", services, down };
}

/** No limit counts here. */
export function systemHealthRoutes(service: string, peers: readonly Peer[]): Router {
  const router = Router();
  const ask = shareOngoing(() => systemHealth(service, peers));
  resource(router, "/api/health", {
    get: async (_request, response) => {
      response.json(await ask());
    },
  });
  return router;
}
