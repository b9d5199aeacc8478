// A pooled client to one peer service: never throws on a status, names the peer when it cannot be reached.
import { Pool, type Dispatcher } from "undici";
import type { Metrics } from "./metrics.ts";
import { patientConnect } from "./patient-connect.ts";
import { Problem } from "./problem.ts";
import { type RequestContext, onwardHeaders } from "./request-context.ts";

export interface PeerRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whose request this hop belongs to: its id, client and person go along, with our key. */
  readonly context?: RequestContext;
  readonly timeoutMs?: number;
}

export interface PeerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown;
}

export interface Peer {
  readonly name: string;
  readonly pool: Pool;
  /** The path of the peer's URL, without a trailing slash: it goes before every path. */
  readonly prefix: string;
  /** @throws {Problem} 502 when the peer cannot be reached, 504 when it does not answer in time. */
  readonly request: (request: PeerRequest) => Promise<PeerReply>;
  /** Readiness: the peer's liveness answers 200. */
  readonly ping: () => Promise<void>;
  /** Tells the metrics how long an answer took that did not come by `request`, in seconds. */
  readonly answered: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

export interface PeerOptions {
  readonly name: string;
  readonly url: string;
  readonly apiKey: string;
  readonly timeoutMs?: number;
  readonly connections?: number;
  /** Told of each answer but those to pings. */
  readonly onAnswered?: Metrics["peerAnswered"] | undefined;
}

const usualTimeoutMs = 10_000;

const timeoutCodes = new Set([
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_ABORTED",
]);

/** 504 for a peer that is too slow, 502 for one that is away; `Retry-After` says when to ask again. */
export function peerProblem(name: string, error: unknown): Problem {
  const { code = "", name: kind = "" } = error as { code?: string; name?: string };
  const slow = timeoutCodes.has(code) || kind === "TimeoutError";
  const detail = slow ? `${name} did not answer in time.` : `${name} cannot be reached.`;
  return new Problem(slow ? 504 : 502, detail, {
    cause: error,
    headers: { "Retry-After": "1" },
    members: { peer: name },
  });
}

const resetCodes = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** The connection was dropped under the request, as an idle one is by a peer that restarts: a GET may go again. */
export const wasReset = (error: unknown): boolean =>
  resetCodes.has((error as { code?: string } | undefined)?.code ?? "");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readReply(reply: Dispatcher.ResponseData): Promise<PeerReply> {
  const text = await reply.body.text();
  return { status: reply.statusCode, headers: reply.headers, text, json: parsed(text) };
}

/** A peer that crashed is back within about this time. */
const restartMs = 3000;

type Send = (request: PeerRequest) => Promise<PeerReply>;

/** One request, and once more a GET whose connection was dropped under it. */
function createSend({ apiKey, timeoutMs = usualTimeoutMs }: PeerOptions, pool: Pool, prefix: string): Send {
  return async (request) => {
    const { method = "GET", path, headers, body, context, timeoutMs: limit = timeoutMs } = request;
    const options: Dispatcher.RequestOptions = {
      method,
      path: prefix + path,
      headers: {
        accept: "application/json",
        ...(context ? onwardHeaders(context, apiKey) : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(limit),
    };
    const ask = async () => readReply(await pool.request(options));
    return ask().catch((error: unknown) => {
      if (method !== "GET" || !wasReset(error)) throw error;
      return ask();
    });
  };
}

/** Opens a keep-alive pool to `url`. */
export function createPeer(options: PeerOptions): Peer {
  const { name, url, timeoutMs = usualTimeoutMs, connections = 64, onAnswered } = options;
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/$/, "");
  const pool = new Pool(origin, {
    connections,
    connect: patientConnect(restartMs),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const send = createSend(options, pool, prefix);
  const answered = (seconds: number) => onAnswered?.(name, seconds);
  return {
    name,
    pool,
    prefix,
    request: async (request) => {
      const startedAt = performance.now();
      const reply = await send(request).catch((error: unknown) => {
        throw peerProblem(name, error);
      });
      answered((performance.now() - startedAt) / 1000);
      return reply;
    },
    answered,
    ping: async () => {
      const { status } = await send({ path: "/health", timeoutMs: 900 });
      if (status !== 200) throw new Error(`/health answers ${status}`);
    },
    close: () => pool.destroy(),
  };
}
