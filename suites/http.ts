// The HTTP client of the checks: never throws on a status, records every exchange as evidence.
import { Agent, type Dispatcher } from "undici";
import type { Endpoint, StartedStack } from "../fixtures/stack.ts";
import type { EvidenceLog } from "./evidence.ts";
import { Failure, Unreachable } from "./failure.ts";
import { redactHeader } from "./redact.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. `any`-free: judges narrow it with expect. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  readonly ms: number;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  /** `published` asks the host port as a person's shell would; `network` (the default) the true port. */
  readonly via?: "network" | "published";
  /** Instead of where the service is: a replica of it. */
  readonly at?: Endpoint | undefined;
  /** Local address to send from, for runtimes with the capability `clients`. */
  readonly from?: string;
  readonly timeoutMs?: number;
  /** Leaves a flood out of the evidence; at least one exchange of a check must be recorded. */
  readonly quiet?: boolean;
}

export interface Http {
  // oxlint-disable-next-line max-params -- Reads as the request line does: method, host, path.
  readonly request: (
    method: string,
    service: Target,
    path: string,
    options?: RequestOptions,
  ) => Promise<Reply>;
  readonly get: (service: Target, path: string, options?: RequestOptions) => Promise<Reply>;
  readonly post: (service: Target, path: string, options?: RequestOptions) => Promise<Reply>;
  readonly url: (service: Target, path: string, via?: "network" | "published") => string;
}

/** A service, or its name. */
export type Target = string | { readonly name: string };

const nameOf = (target: Target) => (typeof target === "string" ? target : target.name);
const maxBodyShown = 2000;

function parsed(text: string): Reply["json"] {
  try {
    return JSON.parse(text) as Reply["json"];
  } catch {
    return undefined;
  }
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
  return Object.fromEntries(entries) as Record<string, string>;
}

const shown = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redactHeader(name, value)]));

const agents = new Map<string, Agent>();

/** One keep-alive agent for each local address, shared by the checks of a worker. */
function agentFrom(address: string | undefined): Agent {
  const key = address ?? "";
  const agent =
    agents.get(key) ?? new Agent({ ...(address ? { localAddress: address } : {}), keepAliveTimeout: 500 });
  agents.set(key, agent);
  return agent;
}

function urlOf(stack: StartedStack, service: string, via: "network" | "published"): string {
  const compose = stack.topology.services.find(({ name }) => name === service);
  if (!compose)
    throw new Failure(`${stack.topology.file} has no service ${service}`, {
      file: stack.topology.file,
      cure: `add ${service}`,
    });
  // Whether it should publish anything is another check's question: one that does not is asked inside.
  const isPublished = via === "published" && compose.ports.length !== 0;
  const address = isPublished ? stack.published(service) : stack.address(service);
  if (!address) {
    const { file, line } = compose.at;
    throw new Failure(`${service} publishes no port on the host`, { file, line });
  }
  return `http://${address.host}:${address.port}`;
}

/** The port is the one that compose publishes, so that it is the same in every run of a system that stays up. */
function shellUrlOf(stack: StartedStack, service: string): string | undefined {
  const compose = stack.topology.services.find(({ name }) => name === service);
  const port = compose?.ports.find(({ host }) => host !== undefined)?.host;
  return port === undefined ? undefined : `http://localhost:${port}`;
}

interface Exchange {
  readonly method: string;
  readonly url: string;
  /** The same as a person's shell can ask it, where the service is published. */
  readonly publishedUrl: string | undefined;
  readonly service: string;
  readonly options: RequestOptions;
}

async function exchange(
  { method, url, service, options }: Exchange,
  from: string | undefined,
): Promise<Reply> {
  const { json, body, headers = {}, timeoutMs = 10_000 } = options;
  const startedAt = performance.now();
  try {
    const response = await agentFrom(from).request({
      origin: new URL(url).origin,
      path: url.slice(new URL(url).origin.length),
      method,
      headers: { ...(json === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.body.text();
    const ms = performance.now() - startedAt;
    return { status: response.statusCode, headers: flat(response.headers), text, json: parsed(text), ms };
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    // A request that the client itself refuses to send says nothing of the system.
    if (/^UND_ERR_(INVALID_ARG|NOT_SUPPORTED)$/.test(code ?? "")) throw error;
    const reason = name === "TimeoutError" ? "no answer in time" : (code ?? message);
    throw new Unreachable({
      service,
      url,
      code: reason,
      elapsedMs: performance.now() - startedAt,
      cause: error,
    });
  }
}

function describe({ method, url, publishedUrl, service, options }: Exchange, reply: Reply | Error) {
  const request = {
    method,
    url,
    published_url: publishedUrl,
    headers: shown(options.headers ?? {}),
    body: options.json ?? options.body?.toString().slice(0, maxBodyShown),
  };
  if (reply instanceof Error) {
    return {
      kind: "exchange" as const,
      service,
      summary: `${method} ${url} -> ${reply.message}`,
      detail: { request },
    };
  }
  const response = {
    status: reply.status,
    headers: shown(reply.headers),
    body: reply.text.slice(0, maxBodyShown),
  };
  const summary = `${method} ${url} -> ${reply.status} in ${Math.round(reply.ms)} ms`;
  return { kind: "exchange" as const, service, summary, detail: { request, response } };
}

/** A client for one check; `from` is the local address its requests come from unless one says otherwise. */
export function createHttp(stack: StartedStack, evidence: EvidenceLog, from: string | undefined): Http {
  // oxlint-disable-next-line max-params -- Reads as the request line does: method, host, path.
  const request: Http["request"] = async (method, target, path, options = {}) => {
    const service = nameOf(target);
    const { at, via = "network" } = options;
    const origin = at ? `http://${at.host}:${at.port}` : urlOf(stack, service, via);
    const shellUrl = at ? undefined : shellUrlOf(stack, service);
    const publishedUrl = shellUrl === undefined ? undefined : shellUrl + path;
    const asked = { method, url: origin + path, publishedUrl, service, options };
    // A published port is reached on the host's own loopback: the client addresses belong to the network.
    const local = options.from ?? (options.via === "published" ? undefined : from);
    const outcome = await exchange(asked, local).catch((error: Error) => error);
    if (!options.quiet || outcome instanceof Error) evidence.record(describe(asked, outcome));
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return {
    request,
    get: (service, path, options) => request("GET", service, path, options),
    post: (service, path, options) => request("POST", service, path, options),
    url: (target, path, via = "network") => urlOf(stack, nameOf(target), via) + path,
  };
}
