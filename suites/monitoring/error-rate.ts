// Breaks a service until the error-rate alert fires, mends it, and waits until the alert clears.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import type { Alert, Prometheus } from "./prometheus.ts";

const budgets = { before: 15_000, firing: 15_000, clearing: 20_000 } as const;
const intervalMs = 200;

/** The one that signs people in: without Redis it answers 503. */
const broken = "platform-services";

export async function alertsOf(prometheus: Prometheus, name: string): Promise<readonly Alert[]> {
  const alerts = await prometheus.alerts();
  return alerts.filter(({ labels, state }) => labels["alertname"] === name && state === "firing");
}

const ofService = (alerts: readonly Alert[]) => alerts.find(({ labels }) => labels["service"] === broken);

/** Requests that only a broken service fails. */
async function ask({ http }: CheckContext, times: number): Promise<void> {
  const json = { email: "nobody@example.com", password: "not-a-password" };
  const login = () => http.post(broken, "/auth/login", { json, quiet: true, timeoutMs: 5000 });
  await Promise.all(Array.from({ length: times }, login));
}

/** Requests that are answered well, if only with a refusal: by them the errors become few. */
async function askForNothing({ http }: CheckContext, times: number): Promise<void> {
  const verifyToken = () => http.get(broken, "/auth/verify", { quiet: true });
  await Promise.all(Array.from({ length: times }, verifyToken));
}

/** Ends with everything as it was, also where the alert does not fire. */
export async function breakAndMend(context: CheckContext, prometheus: Prometheus): Promise<void> {
  const { stack, topology, evidence } = context;
  const store = topology.services.find(({ verify }) => verify?.role === "redis")?.name ?? "redis";
  const note = (summary: string) => evidence.record({ kind: "note", service: undefined, summary });
  const silent = async () => (await alertsOf(prometheus, "HighErrorRate")).length === 0;
  await until(silent, {
    what: "no error-rate alert to fire beforehand",
    budgetMs: budgets.before,
    intervalMs,
  });
  await askForNothing(context, 5);
  await stack.stop(store);
  note(`${store} is stopped: ${broken} cannot sign anybody in`);
  let fired: Alert;
  try {
    fired = await until(
      async () => {
        await ask(context, 3);
        return ofService(await alertsOf(prometheus, "HighErrorRate"));
      },
      { what: `the alert HighErrorRate of ${broken} to fire`, budgetMs: budgets.firing, intervalMs },
    );
  } finally {
    await stack.start(store);
  }
  note(`the alert fires: ${fired.annotations["summary"] ?? ""}`);
  expect(fired.labels["severity"], "its severity").toBe("critical");
  expect(fired.annotations, "what it says").toMatchObject({
    summary: expect.stringContaining(broken),
    runbook: expect.stringMatching(/\w+/),
  });
  const cleared = async () => {
    await askForNothing(context, 10);
    return ofService(await alertsOf(prometheus, "HighErrorRate")) === undefined;
  };
  await until(cleared, {
    what: `the alert HighErrorRate of ${broken} to clear`,
    budgetMs: budgets.clearing,
    intervalMs,
  });
  note("the alert has cleared");
}
