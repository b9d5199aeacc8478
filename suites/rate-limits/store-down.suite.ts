// Judges the limits while Redis is away: neither an open door nor an outage.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";
import { newCredentials } from "../person.ts";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { loginAsker, loginMax } from "./login-limit.ts";
import { rateLimits } from "./rate-limits.checks.ts";

const platform = "platform-services";

/** One request to each service that needs Redis for nothing but the limits, and so must still be answered. */
const answeredWithoutRedis = [
  { service: "airtable-gateway", path: "/api/airtable/tables" },
  { service: "api-gateway", path: "/api/airtable/tables" },
  { service: "mcp-server", path: "/tools" },
];

interface Answer {
  readonly status: number;
  readonly ms: number;
}

/** Whatever a limiter or a login does without Redis, these it may not answer. */
const isBroken = ({ status }: Answer) => [500, 502, 504].includes(status);

/** More logins than a window lets through at once, until one is limited or broken. */
async function floodWithoutRedis(context: CheckContext): Promise<readonly Answer[]> {
  const max = loginMax(context);
  const ask = loginAsker(context, {});
  const seen: Answer[] = [];
  const limited = async () => {
    const burst = await Promise.all(Array.from({ length: max + 20 }, () => ask(true)));
    seen.push(...burst);
    if (burst.some(isBroken) || burst.some(({ status }) => status === 429)) return true;
    throw new Error(
      `${burst.length} at once answered ${[...new Set(burst.map(({ status }) => status))].join(", ")}`,
    );
  };
  await until(limited, { budgetMs: 20_000, what: `one of more than ${max} logins to be 429 without Redis` });
  return seen;
}

/** True, too, for a service that has no Redis. */
function sees({ json }: Reply): boolean {
  const { checks = {} } = (json ?? {}) as { checks?: { redis?: { status?: string } } };
  return (checks.redis?.status ?? "up") === "up";
}

verify(rateLimits.storeDown, async (context) => {
  const { http, stack, services, setting, clients, evidence } = context;
  await stack.pause("redis");
  try {
    const seen = await floodWithoutRedis(context);
    const broken = seen.filter(isBroken);
    expect(broken, "logins that Redis' absence broke").toEqual([]);
    const slowest = Math.max(...seen.map(({ ms }) => ms));
    expect(slowest, "ms of the slowest login").toBeLessThan(8000);
    const from = clients[1];
    const login = await http.post(platform, "/auth/login", {
      json: newCredentials(),
      ...(from ? { from } : {}),
    });
    expect([401, 503], "a login within the limit").toContain(login.status);
    expectProblem(login, "a login while Redis is away");
    if (login.status === 503)
      expect(login.headers["retry-after"] ?? "", "Retry-After of that login").toMatch(/^[1-9]\d*$/);
    for (const { service, path } of answeredWithoutRedis) {
      const headers = { "x-api-key": setting(service, "API_KEY") };
      const reply = await http.get(service, path, { headers, ...(from ? { from } : {}) });
      expect(reply.status, `${service}${path} with Redis away`).toBe(200);
    }
    const limited = seen.filter(({ status }) => status === 429).length;
    const summary = `without Redis ${limited} of ${seen.length} logins were 429; the slowest took ${Math.round(slowest)} ms`;
    evidence.record({ kind: "note", service: platform, summary });
  } finally {
    await stack.resume("redis");
  }
  for (const { name, ready } of services) {
    await until(async () => sees(await http.get(name, ready, { quiet: true })), {
      budgetMs: 15_000,
      what: `${name} to see Redis again`,
    });
  }
});
