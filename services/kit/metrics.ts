// What every service counts, in Prometheus' exposition format, by route pattern and never by id.
import type { Request, RequestHandler } from "express";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { sameSecret } from "./request-context.ts";
import { unauthorized } from "./problem.ts";

export interface Metrics {
  readonly registry: Registry;
  /** Counts each answered request. */
  readonly middleware: RequestHandler;
  /** GET /metrics; with a token it wants `Authorization: Bearer <token>`. */
  readonly endpoint: RequestHandler;
  readonly rateLimited: Counter<"limit">;
}

const noise = new Set(["/health", "/ready", "/metrics"]);

/** The pattern that answered, such as `/auth/users/:id`; what no route answered is one value. */
function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === "string" ? `${request.baseUrl}${route.path}` : "unmatched";
}

function instruments(registry: Registry) {
  const labelNames = ["method", "route", "status"] as const;
  const registers = [registry];
  return {
    // The plan's own check greps for this very name, hence no `_total`.
    requests: new Counter({ name: "request_count", help: "Requests answered", labelNames, registers }),
    errors: new Counter({
      name: "request_errors_total",
      help: "Requests answered with 5xx",
      labelNames,
      registers,
    }),
    seconds: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from the first byte of a request to the last of its answer",
      labelNames,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    inFlight: new Gauge({ name: "http_requests_in_flight", help: "Requests being answered", registers }),
    rateLimited: new Counter({
      name: "rate_limited_total",
      help: "Requests refused by a limit",
      labelNames: ["limit"] as const,
      registers,
    }),
  };
}

function endpoint(registry: Registry, token: string | undefined): RequestHandler {
  return async (request, response) => {
    const given = request.get("authorization")?.replace(/^Bearer /, "") ?? "";
    if (token !== undefined && !sameSecret(given, token))
      throw unauthorized("The metrics need their bearer token.");
    response.type(registry.contentType).send(await registry.metrics());
  };
}

/** Metrics of one service, in a registry of their own. */
export function createMetrics(service: string, token?: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const { requests, errors, seconds, inFlight, rateLimited } = instruments(registry);
  const middleware: RequestHandler = (request, response, next) => {
    const startedAt = performance.now();
    inFlight.inc();
    response.once("close", () => {
      inFlight.dec();
      if (noise.has(request.path)) return;
      const labels = {
        method: request.method,
        route: routeOf(request),
        status: `${Math.floor(response.statusCode / 100)}xx`,
      };
      requests.inc(labels);
      if (response.statusCode >= 500) errors.inc(labels);
      seconds.observe(labels, (performance.now() - startedAt) / 1000);
    });
    next();
  };
  return { registry, middleware, endpoint: endpoint(registry, token), rateLimited };
}
