// Every route that the gateway forwards; what is not declared here reaches no service.
import type { PeerName } from "./peers.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/**
 * Who may pass: `open`: everybody; `bearer`: platform-services judges the caller's Authorization itself;
 * `identity`: the service key or a JWT; `identity-or-airtable-token`: also an opaque Bearer, which
 * airtable-gateway judges.
 */
export type Access = "open" | "bearer" | "identity" | "identity-or-airtable-token";

export interface ProxiedRoute {
  /** Express pattern at the gateway. */
  readonly path: string;
  readonly peer: PeerName;
  /** Pattern at the peer, with the same parameters. */
  readonly target: string;
  readonly methods: readonly Method[];
  readonly access: Access;
}

type Entry = readonly [path: string, methods: readonly Method[], access?: Access];

const auth = ([path, methods, access = "bearer"]: Entry): ProxiedRoute => ({
  path: `/api/auth${path}`,
  peer: "platform-services",
  target: `/auth${path}`,
  methods,
  access,
});

const airtable = ([path, methods]: Entry): ProxiedRoute => ({
  path: `/api/airtable${path}`,
  peer: "airtable-gateway",
  target: `/api/airtable${path}`,
  methods,
  access: "identity-or-airtable-token",
});

const assistant = ([path, methods]: Entry): ProxiedRoute => ({
  path: `/api${path}`,
  peer: "llm-orchestrator",
  target: path,
  methods,
  access: "identity",
});

const authEntries: readonly Entry[] = [
  ["/register", ["post"], "open"],
  ["/login", ["post"], "open"],
  ["/refresh", ["post"], "open"],
  ["/logout", ["post"]],
  ["/verify", ["get"]],
  ["/profile", ["get", "put"]],
  ["/users/:id", ["delete"]],
];

const airtableEntries: readonly Entry[] = [
  ["/bases", ["get"]],
  ["/tables", ["get"]],
  ["/tables/:table/records", ["get", "post", "patch", "delete"]],
  ["/tables/:table/records/:id", ["get", "patch", "put", "delete"]],
];

const assistantEntries: readonly Entry[] = [
  ["/chat", ["post"]],
  ["/tools", ["get"]],
  ["/execute-tool", ["post"]],
  ["/sessions/:id", ["get", "delete"]],
  ["/sessions/:id/history", ["get"]],
];

export const routeTable: readonly ProxiedRoute[] = [
  ...authEntries.map(auth),
  ...airtableEntries.map(airtable),
  ...assistantEntries.map(assistant),
];
