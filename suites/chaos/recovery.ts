// Ends a service as a crash does, and waits until it is back by itself.
import type { ServiceState } from "../../fixtures/stack.ts";
import { until } from "../../fixtures/until.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import { Failure } from "../failure.ts";

/** The plan's "sleep 30", as the longest wait. */
export const recoveryMs = 30_000;

/** Milliseconds until liveness answered 200. */
export async function untilHealthy(context: CheckContext, service: Subject): Promise<number> {
  const { http, stack } = context;
  const startedAt = performance.now();
  const alive = async () =>
    (await http.get(service, service.health, { quiet: true, timeoutMs: 2000 })).status === 200;
  // Where nobody is to bring it back, there is nothing to wait for.
  if (service.compose.restart.policy === "no" && (await stack.state(service.name)).status === "exited") {
    const { file, line } = service.compose.restart.at ?? service.compose.at;
    const summary = `${service.name} ended and is not started again: its restart policy is "no" (${file}:${line})`;
    throw new Failure(summary, { file, line, cure: "restart: unless-stopped" });
  }
  await until(alive, { budgetMs: recoveryMs, what: `${service.name} to be healthy by itself` });
  return Math.round(performance.now() - startedAt);
}

/** Waits until each of `services` says 200 at readiness: it has found its datastores and peers again. */
export async function untilReady({ http }: CheckContext, services: readonly Subject[]): Promise<void> {
  for (const { name, ready } of services) {
    const isReady = async () =>
      (await http.get(name, ready, { quiet: true, timeoutMs: 3000 })).status === 200;
    await until(isReady, { budgetMs: recoveryMs, what: `${name} to be ready by itself` });
  }
}

/** A service before its end and when it was healthy again. */
export interface Crash {
  readonly before: ServiceState;
  readonly after: ServiceState;
  readonly downMs: number;
}

/** SIGKILL; resolves when the service is healthy again. The states before and after are evidence. */
export async function crash(context: CheckContext, service: Subject): Promise<Crash> {
  const { stack } = context;
  const before = await stack.state(service.name);
  await stack.kill(service.name);
  const downMs = await untilHealthy(context, service);
  const seen = { before, after: await stack.state(service.name), downMs };
  recordCrash(context, service, seen);
  return seen;
}

/** Also for a check that goes by a crash which another has brought about. */
export function recordCrash(
  { evidence }: CheckContext,
  service: Subject,
  { downMs, ...states }: Crash,
): void {
  evidence.record({
    kind: "state",
    service: service.name,
    summary: `${service.name} was killed and healthy again after ${downMs} ms`,
    detail: states,
  });
}
