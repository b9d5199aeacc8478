// The services behind the gateway, one keep-alive pool each.
import { type Peer, createPeer } from "#kit/http-client.ts";
import type { Metrics } from "#kit/metrics.ts";

export type PeerName = "platform-services" | "airtable-gateway" | "mcp-server" | "llm-orchestrator";

export type Peers = Readonly<Record<PeerName, Peer>>;

export interface PeersOptions {
  readonly urls: Readonly<Record<PeerName, string>>;
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly onAnswered?: Metrics["peerAnswered"];
}

/** So many that a service which answers slowly, as a chat does, still has room for its quick answers. */
const connections = 256;

export function createPeers({ urls, ...options }: PeersOptions): Peers {
  const open = (name: PeerName) => createPeer({ name, url: urls[name], connections, ...options });
  return {
    "platform-services": open("platform-services"),
    "airtable-gateway": open("airtable-gateway"),
    "mcp-server": open("mcp-server"),
    "llm-orchestrator": open("llm-orchestrator"),
  };
}
