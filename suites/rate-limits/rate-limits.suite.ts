// Judges that abuse is slowed down and others are not: windows are told apart by what is announced, not by time.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { limitOf } from "./announced-limit.ts";
import {
  expectLimitedAfter,
  loginAsker,
  loginMax,
  platformOf,
  spendLogins,
  whileLimited,
  windowSeconds,
} from "./login-limit.ts";
import { withinOneWindow } from "./one-window.ts";
import { rateLimits } from "./rate-limits.checks.ts";
import { serviceAsker, serviceMax } from "./service-limit.ts";

const platform = "platform-services";
const slackMs = 3000;

/** The plan's loop: 100 rapid requests, then 429. A higher limit would be judged against itself. */
const planMax = 100;

verify(rateLimits.login, async (context) => {
  const max = loginMax(context);
  if (max > planMax) {
    const { environment, at } = platformOf(context).compose;
    const { file, line } = environment.find(({ name }) => name === "LOGIN_RATE_LIMIT_MAX")?.at ?? at;
    const summary = `LOGIN_RATE_LIMIT_MAX of ${platform} is ${max} (${file}:${line}): more than the plan's ${planMax} would get through`;
    throw new Failure(summary, { file, line, cure: `make it ${planMax} or less` });
  }
  expectLimitedAfter(
    await spendLogins(context, { method: "GET", via: "published" }),
    max,
    "by GET, the plan's own loop",
  );
  expectLimitedAfter(
    await spendLogins(context, { method: "POST", from: context.clients[1] }),
    max,
    "by POST",
  );
});

verify(rateLimits.retryAfter, async (context) => {
  const replies = await spendLogins(context, {});
  const reply = replies.at(-1);
  const toldAt = performance.now();
  expect(reply?.status, "the request after the last that is let through").toBe(429);
  if (reply) expectProblem(reply, "a login over the limit");
  expect(reply?.headers["retry-after"] ?? "", "Retry-After of a 429").toMatch(/^[1-9]\d*$/);
  const seconds = Number(reply?.headers["retry-after"]);
  expect(seconds, "Retry-After is no longer than a window").toBeLessThanOrEqual(windowSeconds(context));
  const over = async () => performance.now() - toldAt >= seconds * 1000;
  await until(over, { budgetMs: seconds * 1000 + slackMs, what: `Retry-After's ${seconds} s to pass` });
  const back = await loginAsker(context, {})(false);
  expect(back.status, `a request ${seconds} s later, as told`).not.toBe(429);
});

verify(rateLimits.policy, async (context) => {
  const { http, clients } = context;
  const from = clients[0];
  const login = () => http.get(platform, "/auth/login", from ? { from } : {});
  const service = platformOf(context);
  const limits = [
    { what: "the login limit", ask: login, quota: loginMax(context) },
    {
      what: "the service's limit",
      ask: serviceAsker(context, { service, from: clients[1] }),
      quota: serviceMax(context, platform),
    },
  ];
  for (const { what, ask, quota } of limits) {
    const replies = await withinOneWindow({ ask, quota, count: 6, lanes: 1, what });
    const announced = replies.map((reply) => limitOf(reply, quota));
    expect(announced[0], `${what} of ${quota} in RateLimit-Policy and RateLimit`).toBeDefined();
    expect(
      announced.map((limit) => limit?.remaining),
      `remaining requests of ${what}`,
    ).toEqual([1, 2, 3, 4, 5, 6].map((used) => quota - used));
    for (const limit of announced) {
      expect(limit?.windowSeconds, `w of ${what}`).toBe(windowSeconds(context));
      expect(limit?.resetSeconds, `t of ${what}`).toBeGreaterThanOrEqual(1);
      expect(limit?.resetSeconds, `t of ${what}`).toBeLessThanOrEqual(windowSeconds(context));
    }
  }
});

verify(rateLimits.recovers, async (context) => {
  const replies = await spendLogins(context, {});
  expect(replies.at(-1)?.status, "the limit is spent").toBe(429);
  const ask = loginAsker(context, {});
  const back = async () => {
    const reply = await ask(true);
    return reply.status === 429 ? undefined : reply;
  };
  const budgetMs = windowSeconds(context) * 1000 + slackMs;
  const reply = await until(back, { budgetMs, intervalMs: 100, what: "the client to be let in again" });
  const limit = limitOf(reply, loginMax(context));
  if (limit) expect(limit.remaining, "a new window is a whole one").toBe(limit.quota - 1);
  expect((await ask(false)).status, "the request after that").not.toBe(429);
});

verify(rateLimits.client, async (context) => {
  const [abuser, neighbour] = context.clients;
  const other = loginAsker(context, { from: neighbour });
  const reply = await whileLimited(context, { from: abuser }, () => other(false));
  expect(reply.status, "another client, while the first is limited").not.toBe(429);
});

/** Every field in which a proxy may say who the client is, another client each time. */
const spoofed = (n: number) => {
  const address = `198.51.100.${n}`;
  return {
    "x-forwarded-for": `${address}, 203.0.113.${n}`,
    forwarded: `for=${address}`,
    "x-real-ip": address,
    "x-client-ip": address,
    "true-client-ip": address,
    "cf-connecting-ip": address,
    "x-api-key": `not-the-service-key-${n}`,
  };
};

verify(rateLimits.spoof, async (context) => {
  const [direct, behind] = context.clients;
  const max = loginMax(context);
  const straight = await spendLogins(context, { from: direct, headers: spoofed });
  expectLimitedAfter(straight, max, "with another X-Forwarded-For each");
  const through = await spendLogins(context, { from: behind, headers: spoofed, throughGateway: true });
  expectLimitedAfter(through, max, "with another X-Forwarded-For each, through the gateway");
});

verify(rateLimits.throughGateway, async (context) => {
  const [abuser, neighbour] = context.clients;
  const other = loginAsker(context, { from: neighbour, throughGateway: true });
  const reply = await whileLimited(context, { from: abuser, throughGateway: true }, () => other(false));
  expect(reply.status, "another client of the gateway, while the first is limited").not.toBe(429);
});
