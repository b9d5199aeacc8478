// What every service counts, in Prometheus' exposition format, in a registry of its own.
import type { RequestHandler } from "express";
import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { unauthorized } from "./problem.ts";
import { sameSecret } from "./request-context.ts";
import { requestMetrics } from "./request-metrics.ts";

export interface Metrics {
  readonly registry: Registry;
  /** Counts each answered request. */
  readonly middleware: RequestHandler;
  /** GET /metrics; with a token it wants `Authorization: Bearer <token>`. */
  readonly endpoint: RequestHandler;
  /** What to call when the limit of this name refuses a request. */
  readonly onLimited: (limit: string) => () => void;
  /** Told how long a peer took to answer, in seconds. */
  readonly peerAnswered: (peer: string, seconds: number) => void;
}

function endpoint(registry: Registry, token: string | undefined): RequestHandler {
  return async (request, response) => {
    const given = request.get("authorization")?.replace(/^Bearer /, "") ?? "";
    if (token !== undefined && !sameSecret(given, token))
      throw unauthorized("The metrics need their bearer token.");
    response.type(registry.contentType).send(await registry.metrics());
  };
}

/** Metrics of one service; `token` guards them, as in production. */
export function createMetrics(service: string, token?: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  registry.setDefaultLabels({ service });
  // The process, its event loop and its garbage collection.
  collectDefaultMetrics({ register: registry });
  const upstream = new Histogram({
    name: "upstream_request_duration_seconds",
    help: "Time until another service, or Airtable, answered",
    labelNames: ["peer"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const rateLimited = new Counter({
    name: "rate_limited_total",
    help: "Requests refused by a limit",
    labelNames: ["limit"] as const,
    registers,
  });
  return {
    registry,
    middleware: requestMetrics(registry),
    endpoint: endpoint(registry, token),
    onLimited: (limit) => {
      // There from the start, so that a rate over it is 0 and not absent.
      rateLimited.inc({ limit }, 0);
      return () => rateLimited.inc({ limit });
    },
    peerAnswered: (peer, seconds) => upstream.observe({ peer }, seconds),
  };
}
