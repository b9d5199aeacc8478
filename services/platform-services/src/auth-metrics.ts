// What this service counts beside what every service counts.
import { answerInTime } from "#kit/answer-in-time.ts";
import type { Metrics } from "#kit/metrics.ts";
import { createSampledGauge } from "#kit/sampled-gauge.ts";
import { Counter } from "prom-client";

const loginOutcomes = ["succeeded", "failed", "limited"] as const;

export interface AuthMetrics {
  readonly logins: Counter<"outcome">;
  readonly sessionsCreated: Counter;
}

/** `countSessions` says how many have not ended; every replica tells the same number. */
export function createAuthMetrics({ registry }: Metrics, countSessions: () => Promise<number>): AuthMetrics {
  const registers = [registry];
  const logins = new Counter({
    name: "logins_total",
    help: `Logins by outcome: ${loginOutcomes.join(", ")}`,
    labelNames: ["outcome"] as const,
    registers,
  });
  // There from the start, so that a rate over them is 0 and not absent.
  for (const outcome of loginOutcomes) logins.inc({ outcome }, 0);
  createSampledGauge(registry, {
    name: "sessions_active",
    help: "Sessions that have neither expired nor been ended",
    sample: async () => [{ value: await answerInTime(countSessions()) }],
  });
  return {
    logins,
    sessionsCreated: new Counter({ name: "sessions_created_total", help: "Sessions opened", registers }),
  };
}
