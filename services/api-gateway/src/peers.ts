// The services behind the gateway, one keep-alive pool each.
import { type Peer, createPeer } from "#kit/http-client.ts";

export type PeerName = "platform-services" | "airtable-gateway" | "mcp-server" | "llm-orchestrator";

export type Peers = Readonly<Record<PeerName, Peer>>;

export interface PeersOptions {
  readonly urls: Readonly<Record<PeerName, string>>;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

/** So many that a service which answers slowly, as a chat does, still has room for its quick answers. */
const connections = 256;

export function createPeers({ urls, apiKey, timeoutMs }: PeersOptions): Peers {
  const open = (name: PeerName) => createPeer({ name, url: urls[name], apiKey, timeoutMs, connections });
  return {
    "platform-services": open("platform-services"),
    "airtable-gateway": open("airtable-gateway"),
    "mcp-server": open("mcp-server"),
    "llm-orchestrator": open("llm-orchestrator"),
  };
}
