// Sends the flow through the gateway at a steady rate, whatever comes back: an open loop, as people are one.
import type { Http, RequestOptions } from "../http.ts";
import { newCredentials } from "../person.ts";
import type { Tally } from "./tally.ts";

export interface SteadyFlowOptions {
  readonly http: Http;
  readonly flowsPerSecond: number;
  /** After which a request counts as failed, in milliseconds. */
  readonly timeBudgetMs: number;
  readonly tally: Tally;
}

export interface SteadyFlow {
  /** Starts no more flows; resolves when those under way have ended. */
  readonly stop: () => Promise<void>;
}

const gateway = "api-gateway";

/** Register, log in by username, list tables. A step that fails ends the flow: the next has nothing to go on. */
async function flow({ http, timeBudgetMs, tally }: SteadyFlowOptions): Promise<void> {
  const { email, password } = newCredentials();
  const options: RequestOptions = { quiet: true, timeoutMs: timeBudgetMs };
  const registered = await tally.count("register", 201, () =>
    http.post(gateway, "/api/auth/register", { ...options, json: { email, password } }),
  );
  if (!registered) return;
  const login = await tally.count("login", 200, () =>
    http.post(gateway, "/api/auth/login", { ...options, json: { username: email, password } }),
  );
  if (!login) return;
  const headers = { authorization: `Bearer ${String(login.json?.["access_token"])}` };
  await tally.count("tables", 200, () => http.get(gateway, "/api/airtable/tables", { ...options, headers }));
}

/** Begins a flow at each tick of the clock, also while earlier ones wait. */
export function startSteadyFlow(options: SteadyFlowOptions): SteadyFlow {
  const flows: Promise<void>[] = [flow(options)];
  const timer = setInterval(() => flows.push(flow(options)), 1000 / options.flowsPerSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(flows);
    },
  };
}
