// api-gateway's real app, wired as its main.ts does it, with one of its peers where a test says.
import { createMetrics } from "#kit/metrics.ts";
import { createApp, service } from "../../services/api-gateway/src/app.ts";
import { type PeerName, createPeers } from "../../services/api-gateway/src/peers.ts";
import { serviceKey } from "../keys.ts";
import { type RunningApp, nowhere, patienceMs, runApp, silentLog } from "./running-app.ts";

/** Its other peers are away. */
export async function runApiGateway(
  urls: Partial<Record<PeerName, string>>,
  timeoutMs = patienceMs,
): Promise<RunningApp> {
  const away = {
    "platform-services": nowhere,
    "airtable-gateway": nowhere,
    "mcp-server": nowhere,
    "llm-orchestrator": nowhere,
  };
  const peers = createPeers({ urls: { ...away, ...urls }, apiKey: serviceKey, timeoutMs });
  const app = createApp({
    version: "0.0.0",
    log: silentLog(service),
    metrics: createMetrics(service),
    apiKey: serviceKey,
    corsOrigins: [],
    limit: { max: 1000, windowSeconds: 60 },
    redis: undefined,
    peers,
    timeoutMs,
  });
  return runApp(app, () => Promise.all(Object.values(peers).map((peer) => peer.close())));
}
