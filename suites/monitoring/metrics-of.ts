// Reads a service's metrics during a check, and waits until they tell what was just done.
import { until } from "../../fixtures/until.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import { Failure } from "../failure.ts";
import type { Reply } from "../http.ts";
import { metricsKey } from "../metrics-key.ts";
import { type Exposition, readExposition } from "./exposition.ts";

export async function metricsOf(context: CheckContext, service: Subject): Promise<Exposition> {
  const reply = await context.http.get(service, service.metrics, metricsKey(context, service));
  if (reply.status !== 200)
    throw new Failure(`${service.name} answers ${reply.status} to GET ${service.metrics}`);
  return readExposition(reply.text);
}

const settleMs = 2000;

export interface Movement {
  readonly what: string;
  /** Taken from an exposition. */
  readonly value: (exposition: Exposition) => number;
  readonly by: number;
  readonly before: Exposition;
}

/** An answer is counted once it is out, which may be a moment after it was read here. */
export async function expectMovement(
  context: CheckContext,
  service: Subject,
  { what, value, by, before }: Movement,
): Promise<void> {
  const start = value(before);
  let seen = 0;
  const moved = async () => {
    seen = value(await metricsOf(context, service)) - start;
    return seen >= by;
  };
  await until(moved, { what: `${what} of ${service.name} to move by ${by}`, budgetMs: settleMs }).catch(
    () => {
      throw new Failure(`${what} of ${service.name} moved by ${seen} where ${by} requests were sent`);
    },
  );
  // Once more, when all is counted that will be.
  seen = value(await metricsOf(context, service)) - start;
  if (seen !== by)
    throw new Failure(`${what} of ${service.name} moved by ${seen} where ${by} requests were sent`);
}

export interface Traffic {
  readonly count: number;
  /** Milliseconds of all requests together, as this end saw them. */
  readonly ms: number;
  readonly byClass: Readonly<Record<string, number>>;
}

/** An odd number, so that what counts twice never passes through it. */
const rounds = 3;

/** Requests that any service can answer without being told what it is for: most of them are refused. */
export async function sendTraffic(context: CheckContext, service: Subject): Promise<Traffic> {
  const { http } = context;
  const guarded = service.guarded ?? { method: "GET", path: "/" };
  const replies: Reply[] = [];
  for (let round = 0; round < rounds; round++) {
    replies.push(await http.request(guarded.method, service, guarded.path));
    replies.push(await http.get(service, `/no-such-route/${round}`));
    replies.push(await http.request("OPTIONS", service, guarded.path));
  }
  const byClass: Record<string, number> = {};
  for (const { status } of replies) {
    const name = `${Math.floor(status / 100)}xx`;
    byClass[name] = (byClass[name] ?? 0) + 1;
  }
  return { count: replies.length, ms: replies.reduce((sum, { ms }) => sum + ms, 0), byClass };
}
