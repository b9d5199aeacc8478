// Judges that every service limits its API, and that whoever watches its health is never limited.
import { expect } from "vitest";
import { verify } from "../verify.ts";
import { metricsKey } from "../metrics-key.ts";
import { expectLimitedAfter } from "./login-limit.ts";
import { serviceAsker, serviceMax } from "./service-limit.ts";
import { withinOneWindow } from "./one-window.ts";
import { rateLimits } from "./rate-limits.checks.ts";
import { sendAgain } from "./send-again.ts";

verify(rateLimits.api, async (context) => {
  const { http, service } = context;
  const quota = serviceMax(context, service.name);
  const ask = serviceAsker(context, { service });
  const watched = async () => {
    const replies = await withinOneWindow({ ask, quota, count: quota + 1, lanes: 24, what: service.name });
    const health = await http.get(service, service.health);
    const metrics = await http.get(service, service.metrics, metricsKey(context, service));
    const held = replies.at(-1)?.status !== 429 || (await ask(true)).status === 429;
    if (!held) throw new Error("the window ended meanwhile");
    return { replies, health, metrics };
  };
  const seen = await sendAgain(watched, {
    budgetMs: 25_000,
    what: `${service.name} to be flooded in one window`,
  });
  expectLimitedAfter(seen.replies, quota, `to ${service.name}`);
  expect(seen.replies.at(-1)?.headers["retry-after"] ?? "", "Retry-After").toMatch(/^[1-9]\d*$/);
  expect(seen.health.status, `${service.health} for a client that is limited`).toBe(200);
  expect(seen.metrics.status, `${service.metrics} for a client that is limited`).toBe(200);
});

verify(rateLimits.exempt, async (context) => {
  const { http, services, evidence } = context;
  for (const service of services) {
    const count = serviceMax(context, service.name) + 1;
    let left = count;
    const refused: number[] = [];
    const lane = async () => {
      while (left-- > 0) {
        const { status } = await http.get(service, service.health, { quiet: true });
        if (status !== 200) refused.push(status);
      }
    };
    await Promise.all(Array.from({ length: 24 }, lane));
    evidence.record({
      kind: "note",
      service: service.name,
      summary: `${count - refused.length} of ${count} requests to ${service.health} were answered 200`,
    });
    expect(refused, `answers to ${service.name}'s ${service.health} other than 200`).toEqual([]);
    const asked = [{ path: service.health }, { path: service.metrics, ...metricsKey(context, service) }];
    for (const { path, ...key } of asked) {
      const reply = await http.get(service, path, key);
      expect(reply.status, `${path} of ${service.name}`).toBe(200);
      expect(reply.headers, `${path} of ${service.name} counts for no limit`).not.toHaveProperty("ratelimit");
    }
  }
});
