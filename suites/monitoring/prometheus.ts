// Asks the Prometheus that watches the system, once it is up: it starts after everybody else, and nobody waits for it.
import { Unknowable } from "../../fixtures/unknowable.ts";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { whyPrometheusIsDown } from "./prometheus-words.ts";
import { readRulesText } from "./rules.ts";

export interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: "up" | "down" | "unknown";
  readonly lastError: string;
  readonly scrapeUrl: string;
}

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [at: number, value: string];
}

export interface Rule {
  readonly name: string;
  readonly type: "alerting" | "recording";
  readonly query: string;
  /** Seconds that an alert waits before it fires. */
  readonly duration?: number;
  readonly health: string;
  readonly lastError?: string;
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
}

export interface Prometheus {
  readonly name: string;
  readonly targets: () => Promise<readonly Target[]>;
  readonly rules: () => Promise<readonly Rule[]>;
  readonly alerts: () => Promise<readonly Alert[]>;
  /** Fails the check with Prometheus' own words for a query that it refuses. */
  readonly query: (expression: string) => Promise<readonly Series[]>;
  /** Seconds between two scrapes. */
  readonly scrapeSeconds: () => Promise<number>;
}

const upMs = 20_000;
/** Its own words for why it ended, which name the file and the rule at fault. */
async function failureOf({ stack, can, root }: CheckContext, name: string): Promise<Failure> {
  const { status } = await stack.state(name);
  const log = can("logs") ? (await stack.logs(name)).map(({ text }) => text) : [];
  return whyPrometheusIsDown({ status, log, rules: readRulesText(root) });
}

async function awaitUp(context: CheckContext, name: string): Promise<void> {
  const isUp = async () => {
    const { status } = await context.http.get(name, "/-/ready", { quiet: true, timeoutMs: 2000 });
    return status === 200;
  };
  try {
    await until(isUp, { what: `${name} to be ready`, budgetMs: upMs, intervalMs: 100 });
  } catch (error) {
    if (error instanceof Unknowable) throw error;
    throw await failureOf(context, name);
  }
}

/** With images for everything only the file can lack it; elsewhere it may be the machine that does. */
function withoutPrometheus({ stack, topology: { file } }: CheckContext): Failure | Unknowable {
  if (stack.runtime !== "containers")
    return new Unknowable("no Prometheus is part of this system, or it cannot be had on this machine");
  const cure = "give it a service with x-verify: { role: prometheus }";
  return new Failure(`no Prometheus watches the system: ${file} has none`, { file, cure });
}

/** @throws {Unknowable} where no Prometheus is part of the system. @throws {Failure} where it does not come up. */
export async function prometheusOf(context: CheckContext): Promise<Prometheus> {
  const service = context.topology.services.find(({ verify }) => verify?.role === "prometheus");
  if (!service) throw withoutPrometheus(context);
  const { name } = service;
  await awaitUp(context, name);
  const ask = async <Data>(path: string): Promise<Data> => {
    const { json, status, text } = await context.http.get(name, `/api/v1/${path}`);
    if (json?.["status"] !== "success")
      throw new Failure(`Prometheus answers ${status} to ${path}: ${text.slice(0, 300)}`);
    return json["data"] as Data;
  };
  return {
    name,
    targets: async () =>
      (await ask<{ activeTargets: readonly Target[] }>("targets?state=active")).activeTargets,
    rules: async () => {
      const { groups } = await ask<{ groups: readonly { rules: readonly Rule[] }[] }>("rules");
      return groups.flatMap(({ rules }) => rules);
    },
    alerts: async () => (await ask<{ alerts: readonly Alert[] }>("alerts")).alerts,
    query: async (expression) => {
      const asked = new URLSearchParams({ query: expression }).toString();
      return (await ask<{ result: readonly Series[] }>(`query?${asked}`)).result;
    },
    scrapeSeconds: async () => {
      const { yaml } = await ask<{ yaml: string }>("status/config");
      const [, amount = "5", unit = "s"] = /scrape_interval: (\d+)(ms|s|m)/.exec(yaml) ?? [];
      return Number(amount) * ({ ms: 0.001, s: 1, m: 60 }[unit] ?? 1);
    },
  };
}
