// Counts each answered request by route pattern, under the plan's name and under the conventional one.
import type { Request, RequestHandler } from "express";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { METHODS } from "./node-http.ts";

interface Labels {
  readonly method: string;
  readonly route: string;
  /** The class, such as `2xx`. */
  readonly status: string;
}

interface Answered {
  readonly labels: Labels;
  count: number;
}

const labelNames = ["method", "route", "status"] as const;
/** What watches the service is no traffic: it would drown what people ask. */
const watched = new Set(["/health", "/ready", "/metrics"]);
/** What no route answered is one value, or everybody who tries addresses would fill the memory. */
const unmatched = "unmatched";

/** The pattern that answered, such as `/auth/users/:id`; never the path that was asked for. */
function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === "string" ? `${request.baseUrl}${route.path}` : unmatched;
}

/**
 * The same counts under several names, told when they are asked for: a request costs one addition, not one for
 * each name.
 */
function tellWhenAsked(registry: Registry, answered: ReadonlyMap<string, Answered>): void {
  const tell = (name: string, help: string, isTold: (labels: Labels) => boolean) =>
    new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, count } of answered.values()) if (isTold(labels)) this.inc({ ...labels }, count);
      },
    });
  // The plan's own check greps for this very name, hence no `_total`.
  tell("request_count", "Requests answered", () => true);
  tell("http_requests_total", "Requests answered, by the conventional name", () => true);
  tell("request_errors_total", "Requests answered with an error: 4xx the caller's, 5xx ours", ({ status }) =>
    /^[45]/.test(status),
  );
}

/** To be mounted before everything whose time should count. */
export function requestMetrics(registry: Registry): RequestHandler {
  const answered = new Map<string, Answered>();
  tellWhenAsked(registry, answered);
  const registers = [registry];
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the first byte of a request to the last of its answer",
    labelNames,
    // From a cached read (a few ms) over a password's hash (0.2 s) to the longest budget of a chat.
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const inFlight = new Gauge({ name: "http_requests_in_flight", help: "Requests being answered", registers });
  const known = new Set(METHODS);
  return (request, response, next) => {
    const startedAt = performance.now();
    inFlight.inc();
    response.once("close", () => {
      inFlight.dec();
      if (watched.has(request.path)) return;
      const method = known.has(request.method) ? request.method : "OTHER";
      const status = `${Math.floor(response.statusCode / 100)}xx`;
      const key = `${method} ${status} ${routeOf(request)}`;
      const series = answered.get(key) ?? { labels: { method, route: routeOf(request), status }, count: 0 };
      series.count++;
      answered.set(key, series);
      seconds.observe({ ...series.labels }, (performance.now() - startedAt) / 1000);
    });
    next();
  };
}
