// Who asks, under which request id: read once at the door, handed on to every hop.
import { hash, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";

export interface RequestContext {
  /** The caller's X-Request-Id if well formed, else a new UUID. */
  readonly requestId: string;
  /** The client's address: the socket's peer, or X-Forwarded-For beside a valid service key. */
  readonly clientAddress: string;
  /** True when the caller showed the service key (X-API-Key): only then its X-User-Id counts. */
  readonly trusted: boolean;
  /** The person a trusted caller speaks for. */
  readonly userId: string | undefined;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();
const wellFormedId = /^[\w.:-]{8,128}$/;

/** The context of a request that went through `requestContext`. */
export function contextOf(request: IncomingMessage): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error("requestContext must be the first middleware");
  return context;
}

const digest = (value: string) => hash("sha256", value, "buffer");

/** Compares two secrets in constant time, whatever their lengths. */
export const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(digest(left), digest(right));

function single(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function readContext(request: IncomingMessage, keyDigest: Buffer): RequestContext {
  const id = single(request, "x-request-id");
  const key = single(request, "x-api-key");
  const trusted = key !== undefined && timingSafeEqual(digest(key), keyDigest);
  const forwarded = trusted ? single(request, "x-forwarded-for")?.split(",")[0]?.trim() : undefined;
  return {
    requestId: id !== undefined && wellFormedId.test(id) ? id : randomUUID(),
    clientAddress: forwarded || (request.socket.remoteAddress ?? "unknown").replace(/^::ffff:/, ""),
    trusted,
    userId: trusted ? single(request, "x-user-id") : undefined,
  };
}

/** From now on the request speaks for `userId`: its token was verified. The log and the next hop see it. */
export function identify(request: IncomingMessage, userId: string): RequestContext {
  const context = { ...contextOf(request), userId };
  contexts.set(request, context);
  return context;
}

/** The first middleware of every service; also puts X-Request-Id on the answer. */
export function requestContext(apiKey: string): RequestHandler {
  const keyDigest = digest(apiKey);
  return (request, response, next) => {
    const context = readContext(request, keyDigest);
    contexts.set(request, context);
    response.setHeader("X-Request-Id", context.requestId);
    next();
  };
}

/** What the next hop is told: the same request id, the same client, the same person, and our key. */
export function onwardHeaders(context: RequestContext, apiKey: string): Record<string, string> {
  return {
    "x-request-id": context.requestId,
    "x-forwarded-for": context.clientAddress,
    "x-api-key": apiKey,
    ...(context.userId === undefined ? {} : { "x-user-id": context.userId }),
  };
}
