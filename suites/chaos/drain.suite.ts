// Judges that SIGTERM lets a service finish what it has accepted, and that it then ends by itself.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import type { Reply } from "../http.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { inFlightOf } from "./in-flight.ts";
import { untilHealthy, untilReady } from "./recovery.ts";
import { reasonOf } from "./tally.ts";

const drainMs = 10_000;

interface Drained {
  readonly replies: readonly PromiseSettledResult<Reply>[];
  readonly status: number;
  /** Answers that were there before the signal. */
  readonly early: number;
  readonly exitCode: number | undefined;
  readonly elapsedMs: number;
}

/** Stops the service with requests in flight, and starts it again. */
async function stopInFlight(context: CheckContext): Promise<Drained> {
  const { service, stack } = context;
  const { count, send, status, accepted } = await inFlightOf(context);
  let answered = 0;
  const requests = Array.from({ length: count }, async (_, n) => {
    const reply = await send(n);
    answered += 1;
    return reply;
  });
  const settled = Promise.allSettled(requests);
  const taken = () => accepted(answered);
  try {
    await until(taken, {
      budgetMs: 5000,
      intervalMs: 10,
      what: `${service.name} to take in ${count} requests`,
    });
    const early = answered;
    const { exitCode, elapsedMs } = await stack.stop(service.name, drainMs);
    return { replies: await settled, status, early, exitCode, elapsedMs };
  } finally {
    await settled;
    if ((await stack.state(service.name)).status === "exited") await stack.start(service.name);
    await untilHealthy(context, service);
  }
}

/** Empty for the answer that is right. */
function outcomeOf(reply: PromiseSettledResult<Reply>, status: number): string {
  if (reply.status === "fulfilled")
    return reply.value.status === status ? "" : `${reply.value.status} ${reasonOf(reply.value)}`;
  return reply.reason instanceof Error ? reply.reason.message : String(reply.reason);
}

verify(chaos.drain, async (context) => {
  const { service, services, evidence, airtable, can } = context;
  const attempt = async () => {
    const drained = await stopInFlight(context);
    if (drained.early === drained.replies.length)
      throw new Error("all requests were answered before the signal");
    return drained;
  };
  try {
    const drained = await until(attempt, { budgetMs: 50_000, what: "a stop with requests in flight" });
    const { replies, status, early, exitCode, elapsedMs } = drained;
    evidence.record({
      kind: "state",
      service: service.name,
      summary: `${service.name} was stopped with ${replies.length - early} of ${replies.length} requests in flight; exit ${exitCode} after ${elapsedMs} ms`,
    });
    const dropped = replies.map((reply) => outcomeOf(reply, status)).filter((outcome) => outcome !== "");
    if (dropped.length > 0) {
      const reasons = [...new Set(dropped)].slice(0, 3).join("; ");
      const what = `${dropped.length} of ${replies.length} requests accepted before SIGTERM`;
      throw new Failure(`${what} were not answered ${status}: ${reasons}`);
    }
    expect(exitCode, `exit code of ${service.name} after SIGTERM`).toBe(0);
    expect(elapsedMs, `ms from SIGTERM to the end of ${service.name}`).toBeLessThan(drainMs);
  } finally {
    if (can("script-airtable")) await airtable.clearFaults();
    await untilReady(context, services);
  }
});
