// airtable-gateway's real app between a stand-in Airtable and a stand-in platform-services, for tests.
import type { RequestListener } from "node:http";
import type { Redis } from "ioredis";
import { createPeer } from "#kit/http-client.ts";
import { createLog } from "#kit/log.ts";
import { createMetrics } from "#kit/metrics.ts";
import { listen } from "#kit/test-server.ts";
import { createAirtable } from "./airtable.ts";
import { createAirtableMetrics } from "./airtable-metrics.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { createApp } from "./app.ts";
import { createBaseTurns } from "./base-turns.ts";

const apiKey = "a-service-key-for-tests";
export const airtableToken = "an-airtable-token-for-tests";
export const goodJwt = "aaaa.bbbb.good";
export const defaultBase = "appTestTestTest01";

export interface Asked {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** What the stand-in does: an answer, `hang` for none, `drop` to break the connection. */
export type Answer =
  | { readonly status?: number; readonly json?: unknown; readonly text?: string; readonly headers?: object }
  | "hang"
  | "drop";

export type Airtable = (asked: Asked, count: number) => Answer | Promise<Answer>;

async function bodyOf(request: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? undefined : JSON.parse(text);
}

function standIn(asked: Asked[], airtable: Airtable): RequestListener {
  const answer: RequestListener = (request, response) => {
    void (async () => {
      const { method = "", url = "", headers } = request;
      const entry = { method, url, headers, body: await bodyOf(request) };
      asked.push(entry);
      const reply = await airtable(entry, asked.length);
      if (reply === "hang") return;
      if (reply === "drop") {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(reply.text ?? JSON.stringify(reply.json ?? {}));
    })();
  };
  return answer;
}

const platformServices =
  (verified: string[]): RequestListener =>
  (request, response) => {
    const token = request.headers.authorization ?? "";
    if (request.url === "/auth/verify") verified.push(token);
    const isGood = token === `Bearer ${goodJwt}`;
    response.writeHead(isGood ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(isGood ? { valid: true, user: { id: "ada" } } : {}));
  };

export interface SystemOptions {
  readonly redis?: Redis;
  readonly limit?: number;
  readonly budgetMs?: number;
  readonly attemptTimeoutMs?: number;
}

function wire(options: SystemOptions & { readonly upstream: string; readonly platform: string }) {
  const { redis, limit = 1000, budgetMs = 5000, attemptTimeoutMs = 1000 } = options;
  const log = createLog({ service: "airtable-gateway", level: "silent" });
  const serviceMetrics = createMetrics("airtable-gateway");
  const metrics = createAirtableMetrics(serviceMetrics.registry);
  const platform = createPeer({ name: "platform-services", url: options.platform, apiKey });
  const turns = createBaseTurns({ limit, redis, log });
  const how = { url: options.upstream, token: airtableToken, budgetMs, attemptTimeoutMs };
  const airtable = createAirtable({ ...how, turns, metrics, log });
  const app = createApp({
    airtable,
    cache: createAnswerCache({ redis, log, ttlSeconds: { records: 30, schema: 300 } }),
    metrics,
    defaultBase,
    log,
    serviceMetrics,
    redis,
    platform,
    apiKey,
    airtableToken,
    corsOrigins: [],
    limit: { max: 100_000, windowSeconds: 60 },
  });
  return { app, close: () => Promise.all([airtable.close(), platform.close()]) };
}

/** `await using system = await startSystem(…)`. */
export async function startSystem(answer: Airtable, options: SystemOptions = {}) {
  const asked: Asked[] = [];
  const verified: string[] = [];
  const upstream = await listen(standIn(asked, answer));
  const platformServer = await listen(platformServices(verified));
  const { app, close } = wire({ upstream: upstream.url, platform: platformServer.url, ...options });
  const server = await listen(app);
  return {
    url: server.url,
    asked,
    verified,
    endAirtable: () => upstream[Symbol.asyncDispose](),
    endPlatform: () => platformServer[Symbol.asyncDispose](),
    send: (path: string, init: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) =>
      fetch(server.url + path, {
        method: init.method ?? "GET",
        headers: {
          "x-api-key": apiKey,
          ...(init.body === undefined ? {} : { "content-type": "application/json" }),
          ...init.headers,
        },
        ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      }),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await close();
      await Promise.all([upstream[Symbol.asyncDispose](), platformServer[Symbol.asyncDispose]()]);
    },
  };
}
