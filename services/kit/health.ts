// Liveness, which touches no dependency, and readiness, which asks each of them.
import { type RequestHandler, Router } from "express";
import { answerInTime } from "./answer-in-time.ts";
import { resource } from "./resource.ts";
import { shareOngoing } from "./share-ongoing.ts";

/** One dependency; `check` resolves when it answers and throws the reason when it does not. */
export interface Dependency {
  readonly required: boolean;
  /** True for what cannot tell the metrics of itself. */
  readonly datastore?: boolean;
  readonly check: () => Promise<void>;
}

export interface HealthOptions {
  readonly service: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, Dependency>>;
}

interface CheckResult {
  readonly status: "up" | "down";
  readonly required: boolean;
  readonly latency_ms: number;
  readonly error?: string;
}

async function ask({ required, check }: Dependency): Promise<CheckResult> {
  const startedAt = performance.now();
  const latency = () => Math.round(performance.now() - startedAt);
  try {
    await answerInTime(check());
    return { status: "up", required, latency_ms: latency() };
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return { status: "down", required, latency_ms: latency(), error: reason };
  }
}

function verdict(checks: readonly CheckResult[]): "ready" | "degraded" | "not-ready" {
  if (checks.some(({ status, required }) => status === "down" && required)) return "not-ready";
  return checks.some(({ status }) => status === "down") ? "degraded" : "ready";
}

function readiness({ service, dependencies }: HealthOptions): RequestHandler {
  const names = Object.keys(dependencies);
  const askAll = shareOngoing(() => Promise.all(Object.values(dependencies).map(ask)));
  return async (_request, response) => {
    const results = await askAll();
    const status = verdict(results);
    const checks = Object.fromEntries(names.map((name, index) => [name, results[index]]));
    response.status(status === "not-ready" ? 503 : 200).json({ status, service, checks });
  };
}

/** GET /health and GET /ready. */
export function healthRoutes(options: HealthOptions): Router {
  const router = Router();
  const { service, version } = options;
  resource(router, "/health", {
    get: (_request, response) => {
      response.json({
        status: "healthy",
        service,
        version,
        uptime_seconds: Math.round(process.uptime() * 10) / 10,
      });
    },
  });
  resource(router, "/ready", { get: readiness(options) });
  return router;
}
