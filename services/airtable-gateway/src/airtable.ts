// Asks Airtable: each base's turn, attempts with growing waits, one total time, and errors that keep their meaning.
import { Pool } from "undici";
import type { Log } from "#kit/log.ts";
import { Problem } from "#kit/problem.ts";
import { retry } from "#kit/retry.ts";
import type { AirtableMetrics } from "./airtable-metrics.ts";
import { errorProblem, replyProblem } from "./airtable-problem.ts";
import { type Reply, errorOutcome, readReply, replyOutcome } from "./airtable-reply.ts";
import type { BaseTurns } from "./base-turns.ts";
import { mayRetry } from "./retry-policy.ts";

export interface AirtableCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path and query, encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whose turn the request takes; undefined for what belongs to no base. */
  readonly base?: string | undefined;
  /** True when sending it twice does no harm. */
  readonly isRead: boolean;
  /** The list or object that a good answer has; an answer without it is not handed on. */
  readonly expects: "records" | "bases" | "tables" | "id";
  readonly requestId: string;
}

export interface Airtable {
  /** The answer's JSON. @throws {Problem} with Airtable's own meaning, or 502, 503, 504 with Retry-After. */
  readonly call: (call: AirtableCall) => Promise<Reply>;
  /** Readiness: the token is accepted. Throws the reason when it is not. */
  readonly whoami: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface AirtableOptions {
  readonly url: string;
  readonly token: string;
  /** Total milliseconds for one call: turns, attempts and waits. */
  readonly budgetMs: number;
  readonly attemptTimeoutMs: number;
  readonly turns: BaseTurns;
  readonly metrics: AirtableMetrics;
  /** Told how long each answered attempt took, in seconds. */
  readonly onAnswered?: (seconds: number) => void;
  readonly log: Log;
}

const attempts = 3;
const backoff = { baseMs: 200, maxMs: 4000 };
const whoamiTimeoutMs = 900;
/** What is left of the budget to write the answer. */
const answerMs = 50;

/** One request, one answer: no turn, no second attempt. */
type Send = (
  call: Pick<AirtableCall, "method" | "path" | "body" | "requestId">,
  ms: number,
) => Promise<Reply>;

function createSend({ url, token }: AirtableOptions): { pool: Pool; send: Send } {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/$/, "");
  // The signal of each attempt is the one clock for headers and body.
  const pool = new Pool(origin, {
    connections: 64,
    connect: { timeout: 2000 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const send: Send = async ({ method, path, body, requestId }, ms) =>
    readReply(
      await pool.request({
        method,
        path: prefix + path,
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          "x-request-id": requestId,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(Math.max(1, Math.floor(ms))),
      }),
    );
  return { pool, send };
}

function createAttempt(options: AirtableOptions, send: Send) {
  const { attemptTimeoutMs, turns, metrics, onAnswered, log } = options;
  return async (call: AirtableCall, deadline: number): Promise<Reply> => {
    const remaining = () => deadline - performance.now();
    if (call.base !== undefined) await turns.take(call.base, remaining() - attemptTimeoutMs);
    const { method, requestId: request_id } = call;
    const startedAt = performance.now();
    try {
      const reply = await send(call, Math.min(attemptTimeoutMs, remaining()));
      const outcome = replyOutcome(reply);
      metrics.requests.inc({ outcome });
      onAnswered?.((performance.now() - startedAt) / 1000);
      log.debug({ request_id, method, status: reply.status, outcome }, "airtable answered");
      return reply;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const outcome = errorOutcome(failure);
      metrics.requests.inc({ outcome });
      log.warn({ request_id, method, outcome, err: failure.message }, "airtable did not answer");
      throw failure;
    }
  };
}

function answered(reply: Reply, { expects, isRead }: AirtableCall): Reply {
  const problem = replyProblem(reply, isRead);
  if (problem) throw problem;
  const value = (reply.json as Readonly<Record<string, unknown>>)[expects];
  const isThere = expects === "id" ? typeof value === "string" : Array.isArray(value);
  if (!isThere)
    throw new Problem(502, `Airtable's answer has no ${expects}.`, { members: { peer: "airtable" } });
  return reply;
}

/** Opens a keep-alive pool to `url`. */
export function createAirtable(options: AirtableOptions): Airtable {
  const { budgetMs, metrics } = options;
  const { pool, send } = createSend(options);
  const attempt = createAttempt(options, send);
  return {
    call: async (call) => {
      const deadline = performance.now() + budgetMs - answerMs;
      const operation = (number: number) => {
        if (number > 1) metrics.retries.inc();
        return attempt(call, deadline);
      };
      const again = (seen: Parameters<typeof mayRetry>[0]) => mayRetry(seen, call.isRead);
      const reply = await retry(operation, { attempts, ...backoff, budgetMs, again }).catch(
        (error: unknown) => {
          throw errorProblem(error instanceof Error ? error : new Error(String(error)), call.isRead);
        },
      );
      return answered(reply, call);
    },
    whoami: async () => {
      const call = { method: "GET", path: "/v0/meta/whoami", requestId: "readiness" } as const;
      const { status } = await send(call, whoamiTimeoutMs);
      if (status !== 200) throw new Error(`/v0/meta/whoami answers ${status}`);
    },
    close: () => pool.destroy(),
  };
}
