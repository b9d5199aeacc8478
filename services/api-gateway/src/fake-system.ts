// For tests: the gateway on a free port before four fake services, each an HTTP server of its own.
import { type IncomingMessage, type RequestListener, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createApp } from "./app.ts";
import { type PeerName, createPeers } from "./peers.ts";

export const apiKey = "test-only-service-key-0123456789";
/** The fake platform-services vouches for this token, as for person `ada`. */
export const goodToken = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln";

interface Seen {
  readonly peer: PeerName;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

export interface FakeSystem extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** What reached the services, health checks left out. */
  readonly seen: Seen[];
  /** Replaces what a service answers. */
  readonly answers: Partial<Record<PeerName, RequestListener>>;
  /** Ends a service: its port refuses from now on. */
  readonly end: (peer: PeerName) => Promise<void>;
}

const names = ["platform-services", "airtable-gateway", "mcp-server", "llm-orchestrator"] as const;

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

/** Answers /auth/verify as platform-services does, and everything else with 200 and its own name. */
const usual =
  (peer: PeerName): RequestListener =>
  (request, response) => {
    const isVerify = peer === "platform-services" && request.url === "/auth/verify";
    const isGood = request.headers.authorization === `Bearer ${goodToken}`;
    request.resume();
    response.statusCode = isVerify && !isGood ? 401 : 200;
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(isVerify ? { valid: isGood, user: { id: "ada" } } : { peer }));
  };

function createFake(peer: PeerName, { seen, answers }: Pick<FakeSystem, "seen" | "answers">): Server {
  const answer = usual(peer);
  return createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    if (url !== "/health") seen.push({ peer, method, url, headers });
    (answers[peer] ?? answer)(request, response);
  });
}

export interface FakeSystemOptions {
  readonly timeoutMs?: number;
  readonly corsOrigins?: readonly string[];
  readonly limitMax?: number;
}

export async function startFakeSystem(options: FakeSystemOptions = {}): Promise<FakeSystem> {
  const { timeoutMs = 5000, corsOrigins = [], limitMax = 10_000 } = options;
  const shared = { seen: [], answers: {} };
  const fakes = Object.fromEntries(names.map((name) => [name, createFake(name, shared)]));
  const urls: Record<string, string> = {};
  for (const name of names) urls[name] = `http://127.0.0.1:${await listen(fakes[name] as Server)}`;
  const peers = createPeers({ urls: urls as Record<PeerName, string>, apiKey, timeoutMs });
  const app = createApp({
    version: "0.0.0",
    log: createLog({ service: "api-gateway", level: "silent" }),
    metrics: createMetrics("api-gateway"),
    apiKey,
    corsOrigins,
    limit: { max: limitMax, windowSeconds: 60 },
    redis: undefined,
    peers,
    timeoutMs,
  });
  const gateway = createServer(app);
  const port = await listen(gateway);
  return {
    ...shared,
    url: `http://127.0.0.1:${port}`,
    port,
    end: (peer) => close(fakes[peer] as Server),
    [Symbol.asyncDispose]: async () => {
      await close(gateway);
      await Promise.all(Object.values(peers).map((peer) => peer.close()));
      await Promise.all(
        Object.values(fakes)
          .filter((fake) => fake.listening)
          .map(close),
      );
    },
  };
}
