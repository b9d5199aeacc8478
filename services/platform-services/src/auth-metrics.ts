// What this service counts beside what every service counts.
import type { Metrics } from "#kit/metrics.ts";
import { Counter } from "prom-client";

export interface AuthMetrics {
  readonly logins: Counter<"outcome">;
  readonly sessionsCreated: Counter;
}

export function createAuthMetrics({ registry }: Metrics): AuthMetrics {
  const registers = [registry];
  return {
    logins: new Counter({
      name: "logins_total",
      help: "Logins by outcome: succeeded, failed, limited",
      labelNames: ["outcome"] as const,
      registers,
    }),
    sessionsCreated: new Counter({ name: "sessions_created_total", help: "Sessions opened", registers }),
  };
}
