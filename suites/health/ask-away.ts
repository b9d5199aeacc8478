// What the api-gateway answers for a service that is stopped.
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";

const entry = "api-gateway";

/** Stopped and asked for: it needs no datastore, so it can be away while others wait for theirs. */
export const away = { service: "airtable-gateway", path: "/api/airtable/tables" };

/** A gateway waits a little for a peer that may be restarting; whoever waits longer hangs. */
const answerMs = 10_000;

/** Asks the gateway while the service is stopped; never throws. */
export async function askAway({ http, setting }: CheckContext): Promise<Reply | Error> {
  try {
    const headers = { "x-api-key": setting(entry, "API_KEY") };
    return await http.get(entry, away.path, { headers, timeoutMs: answerMs });
  } catch (error) {
    return error as Error;
  }
}

/** Stops the service for as long as the answer takes. */
export async function askInOutage(context: CheckContext): Promise<Reply | Error> {
  const { http, stack } = context;
  await stack.stop(away.service);
  try {
    return await askAway(context);
  } finally {
    await stack.start(away.service);
    const isReady = async () => (await http.get(away.service, "/ready", { quiet: true })).status === 200;
    await until(isReady, { budgetMs: 20_000, what: `${away.service} to be ready again` });
  }
}
