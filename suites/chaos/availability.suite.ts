// Judges how much of a steady flow succeeds while each service is killed in turn.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { crash, untilReady } from "./recovery.ts";
import { startSteadyFlow } from "./steady-flow.ts";
import { createTally } from "./tally.ts";

/** The plan's "90%+ uptime during chaos test". */
const leastPercent = 90;
/** Half a core for the system and who asks it, on a slow machine: a service that comes back needs the rest. */
const flowsPerSecond = 4;
/** Oftener than the plan, which sleeps 30 s after each; less so where an engine, when busy, takes seconds to restart. */
const killEveryMs = ({ can }: CheckContext): number => (can("engine") ? 6_000 : 4_000);
const windowOf = (context: CheckContext): number => killEveryMs(context) * context.services.length;
const timeBudgetMs = 10_000;

async function untilSince(startedAt: number, ms: number): Promise<void> {
  const over = async () => performance.now() - startedAt >= ms;
  await until(over, { budgetMs: ms + 1000, what: `${ms} ms of the measured window to pass` });
}

/** Kills each service once, spread over the window, each only after the one before is healthy again. */
async function killInTurn(context: CheckContext, startedAt: number): Promise<readonly string[]> {
  const { services } = context;
  const windowMs = windowOf(context);
  const told: string[] = [];
  for (const [index, service] of services.entries()) {
    await untilSince(startedAt, ((index + 0.5) * windowMs) / services.length);
    const atMs = Math.round(performance.now() - startedAt);
    const { before, after, downMs } = await crash(context, service);
    // An uptime during which nobody died would prove nothing.
    expect(after.restartCount, `restarts of ${service.name}, which was killed`).toBeGreaterThan(
      before.restartCount,
    );
    told.push(`${service.name} at ${atMs} ms, healthy after ${downMs} ms`);
  }
  return told;
}

verify(chaos.availability, async (context) => {
  const { http, evidence, services } = context;
  const windowMs = windowOf(context);
  await untilReady(context, services);
  const tally = createTally();
  const startedAt = performance.now();
  const flow = startSteadyFlow({ http, flowsPerSecond, timeBudgetMs, tally });
  let kills: readonly string[] = [];
  try {
    kills = await killInTurn(context, startedAt);
    await untilSince(startedAt, windowMs);
  } finally {
    await flow.stop();
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const { requests, succeeded, percent, slowestMs, failures } = tally.totals();
  const summary = `${flowsPerSecond} flows a second for ${seconds} s: ${succeeded} of ${requests} requests succeeded (${percent.toFixed(1)}%), the slowest took ${slowestMs} ms; failed: ${failures.join(", ") || "none"}; killed: ${kills.join("; ")}`;
  evidence.record({ kind: "note", service: undefined, summary });
  await untilReady(context, services);
  const fewest = (windowMs / 1000) * flowsPerSecond;
  expect(requests, "requests of the steady flow").toBeGreaterThanOrEqual(fewest);
  expect(percent, summary).toBeGreaterThanOrEqual(leastPercent);
  expect(slowestMs, `ms that the slowest request took; ${summary}`).toBeLessThan(timeBudgetMs);
});
