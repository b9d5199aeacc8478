// Spends the login limit of one client, and says what the client is told when it is spent.
import { expect } from "vitest";
import type { Endpoint } from "../../fixtures/stack.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import { Failure } from "../failure.ts";
import type { Reply, RequestOptions } from "../http.ts";
import { withinOneWindow } from "./one-window.ts";
import { sendAgain } from "./send-again.ts";

export interface LoginClient {
  readonly method?: "GET" | "POST";
  /** `/auth/login` at platform-services unless the gateway's is meant. */
  readonly throughGateway?: boolean;
  readonly via?: RequestOptions["via"];
  /** Local address to send from. */
  readonly from?: string | undefined;
  /** Of the n-th request, the replica that is asked; undefined: the service itself. */
  readonly at?: (n: number) => Endpoint | undefined;
  /** Header fields of the n-th request. */
  readonly headers?: (n: number) => Readonly<Record<string, string>>;
}

/** Where people log in. @throws {Failure} for a system without it. */
export function platformOf({ services, topology }: CheckContext): Subject {
  const service = services.find(({ name }) => name === "platform-services");
  if (!service) throw new Failure(`${topology.file} has no platform-services`, { file: topology.file });
  return service;
}

/** Requests to /auth/login that one window lets through, as compose has it. */
export const loginMax = ({ setting }: CheckContext): number =>
  Number(setting("platform-services", "LOGIN_RATE_LIMIT_MAX"));

/** Seconds that a window lasts. */
export const windowSeconds = ({ setting }: CheckContext): number =>
  Number(setting("platform-services", "RATE_LIMIT_WINDOW_SECONDS"));

/** Sends one login that no password is looked at for: the limit counts before the body is read. */
export function loginAsker({ http }: CheckContext, client: LoginClient): (quiet: boolean) => Promise<Reply> {
  const { method = "POST", throughGateway = false, via = "network", from, at, headers } = client;
  const [service, path] = throughGateway
    ? ["api-gateway", "/api/auth/login"]
    : ["platform-services", "/auth/login"];
  let sent = 0;
  return (quiet) => {
    sent += 1;
    return http.request(method, service, path, {
      via,
      quiet,
      at: at?.(sent),
      ...(from === undefined ? {} : { from }),
      ...(headers ? { headers: headers(sent) } : {}),
      ...(method === "POST" ? { json: {} } : {}),
    });
  };
}

/** One request more than a window lets through, all in one window; the last comes alone. */
export function spendLogins(context: CheckContext, client: LoginClient): Promise<readonly Reply[]> {
  const quota = loginMax(context);
  const ask = loginAsker(context, client);
  return withinOneWindow({ ask, quota, count: quota + 1, what: "the login limit" });
}

/** None of the first `max` is limited and the one after them is. */
export function expectLimitedAfter(replies: readonly Reply[], max: number, what: string): void {
  const statuses = replies.map(({ status }) => status);
  const early = statuses.slice(0, max).filter((status) => status === 429).length;
  expect(early, `429 among the first ${max} requests ${what}`).toBe(0);
  expect(statuses.at(-1), `request ${replies.length} ${what}`).toBe(429);
}

/**
 * What `action` comes to while the client is limited: its limit is spent before and still holds after, else
 * a window ended in between and all is done again.
 */
export function whileLimited<Result>(
  context: CheckContext,
  client: LoginClient,
  action: (last: Reply) => Promise<Result>,
): Promise<Result> {
  const ask = loginAsker(context, client);
  const attempt = async () => {
    const replies = await spendLogins(context, client);
    const last = replies.at(-1);
    if (last?.status !== 429) throw new Error(`request ${replies.length} is answered ${last?.status}`);
    const result = await action(last);
    const { status } = await ask(true);
    if (status !== 429) throw new Error(`the window ended meanwhile: ${status}`);
    return result;
  };
  return sendAgain(attempt, { budgetMs: 25_000, what: "a client that is limited throughout" });
}
