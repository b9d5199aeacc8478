// Judges that a real Prometheus sees the system, that an alert fires in it and clears, and that the dashboard shows data.
import { expect } from "vitest";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { dashboardFile, readDashboard } from "./dashboard.ts";
import { alertsOf, breakAndMend } from "./error-rate.ts";
import { sendTraffic } from "./metrics-of.ts";
import { monitoring } from "./monitoring.checks.ts";
import { placeIn } from "./place-in.ts";
import { prometheusOf, type Target } from "./prometheus.ts";
import { placeOfAlert, readRules, rulesFile } from "./rules.ts";

const scrapedMs = 20_000;

/** Undefined for a target that is up. */
function whyNotScraped(target: Target | undefined): string | undefined {
  if (!target) return "is no target";
  const { health, scrapeUrl, lastError } = target;
  return health === "up" ? undefined : `is ${health} at ${scrapeUrl}: ${lastError || "not scraped yet"}`;
}

verify(monitoring.targets, async (context) => {
  const prometheus = await prometheusOf(context);
  const names = context.services.map(({ name }) => name);
  let missing: readonly { readonly name: string; readonly why: string }[] = [];
  const scraped = async () => {
    const targets = await prometheus.targets();
    missing = names.flatMap((name) => {
      const why = whyNotScraped(targets.find(({ labels }) => labels["service"] === name));
      return why === undefined ? [] : [{ name, why }];
    });
    return missing.length === 0;
  };
  await until(scraped, { what: "every service to be scraped", budgetMs: scrapedMs, intervalMs: 250 }).catch(
    (error: unknown) => {
      const [first] = missing;
      if (!first) throw error;
      const said = missing.map(({ name, why }) => `${name} ${why}`).join("; ");
      throw new Failure(`Prometheus does not scrape every service: ${said}`, {
        ...placeIn(context.root, "monitoring/prometheus.yml", `service: ${first.name} }`),
        cure: "name each service with its port in static_configs",
      });
    },
  );
  for (const name of names) {
    const [series] = await prometheus.query(`up{job="services", service="${name}"}`);
    expect(series?.value[1], `up of ${name}`).toBe("1");
  }
});

/** Waiting for more than that is for an alert of a day, not for a check. */
const longestWaitSeconds = 10;

verify(monitoring.alert, async (context) => {
  const prometheus = await prometheusOf(context);
  const rules = await prometheus.rules();
  const broken = rules.find(({ health }) => health === "err");
  if (broken) throw new Failure(`the rule ${broken.name} cannot be computed: ${broken.lastError ?? ""}`);
  const own = readRules(context.root);
  expect(
    rules.map(({ name }) => name).toSorted(),
    "rules that Prometheus goes by, and those of monitoring/rules.yml",
  ).toEqual(own.toSorted());
  const alert = rules.find(({ name }) => name === "HighErrorRate");
  if (!alert) throw new Failure("there is no alert HighErrorRate", { file: rulesFile });
  if (!alert.query.endsWith("> 0.05")) {
    const summary = `HighErrorRate asks "${alert.query}", and not whether more than 5% fail`;
    throw new Failure(summary, { ...placeOfAlert(context.root, alert.name), cure: "> 0.05" });
  }
  const { duration: waits = 0 } = alert;
  if (waits > longestWaitSeconds) {
    const told = `HighErrorRate waits ${waits} s before it fires`;
    if (context.stack.runtime === "attached")
      throw new Unknowable(`${told}; the verifier's own runtimes shorten that`);
    const summary = `${told}, in a run that shortens every duration: too long to hear of an outage by`;
    throw new Failure(summary, { ...placeOfAlert(context.root, alert.name), cure: "for: 5m" });
  }
  await breakAndMend(context, prometheus);
  expect(await alertsOf(prometheus, "HighErrorRate"), "alerts after all is mended").toEqual([]);
});

verify(monitoring.dashboard, async (context) => {
  const prometheus = await prometheusOf(context);
  const names = context.services.map(({ name }) => name);
  const interval = `${Math.ceil((await prometheus.scrapeSeconds()) * 4000)}ms`;
  const panels = readDashboard(context.root);
  expect(panels.length, "panels of the dashboard").toBeGreaterThan(5);
  let empty: readonly { readonly said: string; readonly expression: string }[] = [];
  const shown = async () => {
    // A latency is of requests: each service gets some while it is waited for.
    await Promise.all(context.services.map((service) => sendTraffic(context, service)));
    await context.http.get("api-gateway", "/api/auth/verify");
    const seen = panels.flatMap(({ title, queries }) => queries.map((query) => ({ title, ...query })));
    const told = await Promise.all(
      seen.map(async ({ title, expression, byService }) => {
        const series = await prometheus.query(expression.replaceAll("$__rate_interval", interval));
        const data = series.filter(({ value }) => value[1] !== "NaN");
        const missing = byService
          ? names.filter((name) => !data.some(({ metric }) => metric["service"] === name))
          : [];
        if (data.length > 0 && missing.length === 0) return [];
        const said = `"${title}" shows nothing${missing.length > 0 ? ` of ${missing.join(", ")}` : ""}`;
        return [{ said, expression }];
      }),
    );
    empty = told.flat();
    return empty.length === 0;
  };
  await until(shown, { what: "every panel to show data", budgetMs: scrapedMs, intervalMs: 500 }).catch(
    (error: unknown) => {
      if (empty.length === 0) throw error;
      const said = empty.map((panel) => panel.said).join("; ");
      throw new Failure(`the dashboard has panels without data: ${said}`, {
        ...placeIn(context.root, dashboardFile, JSON.stringify(empty[0]?.expression)),
        cure: "ask for metrics that the services export: in monitoring/dashboard-panels.ts, and npm run dashboard",
      });
    },
  );
});
