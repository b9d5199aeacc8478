// Judges what each service tells of itself at /metrics, by doing something and reading what has moved.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { metricsKey } from "../metrics-key.ts";
import { verify } from "../verify.ts";
import { type Sample, sumOf } from "./exposition.ts";
import { expectMovement, metricsOf, sendTraffic } from "./metrics-of.ts";
import { monitoring } from "./monitoring.checks.ts";

verify(monitoring.metrics, async (context) => {
  const { http, service } = context;
  const reply = await http.get(service, service.metrics, metricsKey(context, service));
  expect(reply.status, `status of ${service.metrics}`).toBe(200);
  expect(reply.headers["content-type"], "its format").toMatch(/^text\/plain; ?version=0\.0\.4/);
  const { samples, faults } = await metricsOf(context, service);
  expect(faults, "what a Prometheus would refuse or misread").toEqual([]);
  const names = new Set(samples.map(({ name }) => name));
  for (const name of ["process_cpu_seconds_total", "nodejs_eventloop_lag_seconds", "http_requests_in_flight"])
    expect(names, "the process and its event loop").toContain(name);
  expect(reply.text, "the plan greps for it").toMatch(/^request_count|^# HELP request_count/m);
  const head = await http.request("HEAD", service, service.metrics, metricsKey(context, service));
  expect(head.status, `status of HEAD ${service.metrics}`).toBe(200);
});

verify(monitoring.requests, async (context) => {
  const { service } = context;
  const before = await metricsOf(context, service);
  const { count, byClass } = await sendTraffic(context, service);
  for (const name of ["request_count", "http_requests_total"])
    await expectMovement(context, service, {
      what: name,
      value: (now) => sumOf(now, name),
      by: count,
      before,
    });
  for (const [status, by] of Object.entries(byClass))
    await expectMovement(context, service, {
      what: `request_count{status="${status}"}`,
      value: (now) => sumOf(now, "request_count", { status }),
      by,
      before,
    });
  const { samples } = await metricsOf(context, service);
  const labels = samples.find(({ name }) => name === "request_count")?.labels ?? {};
  expect(Object.keys(labels).toSorted(), "labels of request_count").toEqual([
    "method",
    "route",
    "service",
    "status",
  ]);
  expect(labels["service"]).toBe(service.name);
});

verify(monitoring.errors, async (context) => {
  const { service } = context;
  const before = await metricsOf(context, service);
  const { byClass } = await sendTraffic(context, service);
  const errors = (byClass["4xx"] ?? 0) + (byClass["5xx"] ?? 0);
  expect(errors, "requests that were refused").toBeGreaterThan(0);
  await expectMovement(context, service, {
    what: "request_errors_total",
    value: (now) => sumOf(now, "request_errors_total"),
    by: errors,
    before,
  });
});

verify(monitoring.latency, async (context) => {
  const { service } = context;
  const name = "http_request_duration_seconds";
  const before = await metricsOf(context, service);
  const { count, ms } = await sendTraffic(context, service);
  await expectMovement(context, service, {
    what: `${name}_count`,
    value: (now) => sumOf(now, `${name}_count`),
    by: count,
    before,
  });
  const after = await metricsOf(context, service);
  const took = sumOf(after, `${name}_sum`) - sumOf(before, `${name}_sum`);
  // In seconds, and no longer than this end waited: milliseconds would be a thousand times as much.
  expect(took, "seconds that the requests took").toBeGreaterThan(0);
  expect(took, "seconds that the requests took").toBeLessThanOrEqual(ms / 1000 + 0.05);
  const buckets = (le: string) => sumOf(after, `${name}_bucket`, { le });
  expect(buckets("+Inf"), "the last bucket holds all").toBe(sumOf(after, `${name}_count`));
  expect(buckets("1"), "a bucket holds what the smaller ones hold").toBeGreaterThanOrEqual(buckets("0.1"));
});

/** What is never a label: each value would be a series of its own, and some of them say who somebody is. */
const telling: Readonly<Record<string, RegExp>> = {
  "an e-mail address": /[^\s@/]+@[^\s@/]+\.\w+/,
  "a UUID": /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i,
  "an id of Airtable": /\b(?:rec|app|tbl|fld|viw)[A-Za-z0-9]{14}\b/,
  "a token": /\beyJ[\w-]{8,}\.|\b[0-9a-f]{24,}\b/i,
  "a query": /\?/,
};

function tellingLabel({ name, labels }: Sample): string | undefined {
  for (const [label, value] of Object.entries(labels))
    for (const [what, pattern] of Object.entries(telling))
      if (pattern.test(value)) return `${name} has ${what} as its label ${label}: ${value}`;
  return undefined;
}

/** Paths with things in them that a careless label would take over. */
async function askWithIds({ http, service }: CheckContext): Promise<readonly string[]> {
  const unique = randomUUID().slice(0, 8);
  const planted = [`person-${unique}@example.com`, `rec${unique}abcdef`, `raw-${unique}`];
  const guarded = service.guarded?.path ?? "/";
  const below = guarded.split("/").slice(0, 2).join("/");
  for (const value of planted) {
    await http.get(service, `/${value}`);
    await http.get(service, `${below}/${value}`);
    await http.get(service, `${guarded}/${value}/records/${value}?email=${value}`);
    await http.request("DELETE", service, `${below}/users/${value}`);
  }
  return planted;
}

const mostSeries = 2000;

verify(monitoring.cardinality, async (context) => {
  const planted = await askWithIds(context);
  const { samples } = await metricsOf(context, context.service);
  const told = samples.map(tellingLabel).find((sentence) => sentence !== undefined);
  if (told !== undefined) throw new Failure(`${context.service.name}: ${told}`);
  const raw = samples.find(({ labels }) =>
    Object.values(labels).some((value) => planted.some((word) => value.includes(word))),
  );
  if (raw)
    throw new Failure(
      `${context.service.name} makes the path that was asked for a label of ${raw.name}: ${JSON.stringify(raw.labels)}`,
    );
  expect(samples.length, "series of one service").toBeLessThan(mostSeries);
});
