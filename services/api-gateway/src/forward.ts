// Streams one request to a peer and the peer's answer back.
import type { Request, Response } from "express";
import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { type Peer, peerProblem, wasReset } from "#kit/http-client.ts";
import { Problem } from "#kit/problem.ts";
import { returnHeaders } from "./proxy-headers.ts";

export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  /** Path and query at the peer. */
  readonly path: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: Readable | null;
}

/** The caller went away: there is nobody to answer. */
class CallerGone extends Error {}

/** Writes the answer as it comes; a slow reader slows the peer down. */
function relayTo(
  response: Response,
): Required<Pick<Dispatcher.DispatchHandler, "onResponseStart" | "onResponseData" | "onResponseEnd">> {
  let wrote = false;
  return {
    onResponseStart: (_controller, status, headers) => {
      returnHeaders(response, headers);
      response.writeHead(status);
      // Headers and the first piece leave in one write where they came as one.
      process.nextTick(() => {
        if (!wrote) response.flushHeaders();
      });
    },
    onResponseData: (controller, chunk) => {
      wrote = true;
      if (response.write(chunk)) return;
      controller.pause();
      response.once("drain", () => controller.resume());
    },
    onResponseEnd: () => {
      wrote = true;
      response.end();
    },
  };
}

/** A caller that is slow to send is not the peer's fault. */
const lateness = ({ request, body }: Exchange): Error =>
  body !== null && !request.complete
    ? new Problem(408, "The body did not arrive in time.", { headers: { Connection: "close" } })
    : new DOMException("no answer in time", "TimeoutError");

/** One try; rejects with the reason, after which nothing more is written. `timeoutMs` runs until the headers. */
function attempt(peer: Peer, exchange: Exchange, timeoutMs: number): Promise<void> {
  const { request, response, path, headers, body } = exchange;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const relay = relayTo(response);
  let controller: Dispatcher.DispatchController | undefined;
  let given: Error | undefined;
  const startedAt = performance.now();
  const giveUp = (reason: Error) => {
    given = reason;
    controller?.abort(reason);
    finish(() => reject(reason));
  };
  const leave = () => giveUp(new CallerGone());
  const timer = setTimeout(() => giveUp(lateness(exchange)), timeoutMs);
  const finish = (settle: () => void) => {
    clearTimeout(timer);
    response.off("close", leave);
    settle();
  };
  response.once("close", leave);
  peer.pool.dispatch(
    { method: request.method, path: peer.prefix + path, headers, body },
    {
      onRequestStart: (started) => {
        controller = started;
        if (given) started.abort(given);
      },
      onResponseStart: (started, status, fields) => {
        if (status < 200) return;
        clearTimeout(timer);
        peer.answered((performance.now() - startedAt) / 1000);
        relay.onResponseStart(started, status, fields);
      },
      onResponseData: relay.onResponseData,
      onResponseEnd: (started, trailers) => {
        relay.onResponseEnd(started, trailers);
        finish(resolve);
      },
      onResponseError: (_started, error) => finish(() => reject(error)),
    },
  );
  return promise;
}

/**
 * Sends the exchange to `peer`. A GET whose connection was reset before any answer goes once more.
 * @throws {Problem} 502, 504 naming the peer; 408, 413 for the caller's body.
 */
export async function forward(peer: Peer, exchange: Exchange, timeoutMs: number): Promise<void> {
  const { request, response, body } = exchange;
  const startedAt = performance.now();
  const repeatable = body === null && (request.method === "GET" || request.method === "HEAD");
  try {
    await attempt(peer, exchange, timeoutMs).catch((error: unknown) => {
      if (!repeatable || response.headersSent || !wasReset(error)) throw error;
      return attempt(peer, exchange, Math.max(1, timeoutMs - (performance.now() - startedAt)));
    });
  } catch (error) {
    body?.destroy();
    if (error instanceof CallerGone) return;
    throw error instanceof Problem ? error : peerProblem(peer.name, error);
  }
}
