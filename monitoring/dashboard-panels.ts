// What the dashboard shows, as data, in the order in which it is read: the title, the queries by their legend, how.

interface Kind {
  /** One number for each series, as it is now; else a curve. */
  readonly shows: "up-or-down" | "alarms" | "number" | "curve";
  /** Grafana's name of it. */
  readonly unit: "none" | "reqps" | "s" | "percentunit";
}

export interface Shown extends Kind {
  readonly title: string;
  readonly description?: string;
  /** Of 24 columns. */
  readonly width: number;
  /** From its legend to its PromQL; a legend of `{{service}}` has to show every service. */
  readonly queries: Readonly<Record<string, string>>;
  /** A line across a curve: what it should not reach, or should. */
  readonly line?: { readonly at: number; readonly below: string; readonly above: string };
  readonly max?: number;
}

type Rest = Omit<Shown, keyof Kind | "title" | "width"> & { readonly width?: number };

const curve = (title: string, unit: Shown["unit"], rest: Rest): Shown => ({
  title,
  unit,
  shows: "curve",
  width: 8,
  ...rest,
});

const p95 = (metric: string, label: string) =>
  `histogram_quantile(0.95, sum by (${label}, le) (rate(${metric}_bucket[$__rate_interval])))`;
const rateBy = (label: string, metric: string) => `sum by (${label}) (rate(${metric}[$__rate_interval]))`;

const now: readonly Shown[] = [
  {
    title: "Service status",
    description: "One row for each service that Prometheus scrapes.",
    shows: "up-or-down",
    unit: "none",
    width: 9,
    queries: { "{{service}}": 'up{job="services"}' },
  },
  {
    title: "Datastores",
    description: "As the services reach them.",
    shows: "up-or-down",
    unit: "none",
    width: 5,
    queries: { "{{dependency}}": 'min by (dependency) (dependency_up{job="services"})' },
  },
  {
    title: "Alerts",
    description: "What fires in Prometheus; monitoring/rules.yml says why.",
    shows: "alarms",
    unit: "none",
    width: 5,
    queries: { "{{alertname}}": 'count by (alertname) (ALERTS{alertstate="firing"}) or vector(0)' },
  },
  {
    title: "Sessions",
    description: "Neither expired nor ended.",
    shows: "number",
    unit: "none",
    width: 5,
    queries: { active: "max(sessions_active)" },
  },
];

const requests: readonly Shown[] = [
  curve("Request rate", "reqps", {
    description: "Without health checks and scrapes.",
    queries: { "{{service}}": "service:requests:rate5m" },
  }),
  curve("Error rate", "percentunit", {
    description: "Answers of 5xx; above 5% for a minute the alert HighErrorRate fires.",
    queries: { "{{service}}": "service:server_errors:ratio5m" },
    line: { at: 0.05, below: "green", above: "red" },
  }),
  curve("Response time, 95th percentile", "s", {
    description: "Nineteen of twenty requests are faster.",
    queries: { "{{service}}": "service:request_seconds:p95_5m" },
  }),
  curve("Response time, median", "s", { queries: { "{{service}}": "service:request_seconds:p50_5m" } }),
  curve("Upstream latency, 95th percentile", "s", {
    description: "How long the services wait for each other and for Airtable.",
    queries: { "{{peer}}": p95("upstream_request_duration_seconds", "peer") },
  }),
  curve("Airtable by outcome", "reqps", {
    queries: {
      "{{outcome}}": rateBy("outcome", "airtable_requests_total"),
      retries: "sum(rate(airtable_retries_total[$__rate_interval]))",
    },
  }),
  curve("Rate limiting", "reqps", {
    description: "Requests that were refused with 429.",
    queries: { "{{service}}": rateBy("service", 'rate_limited_total{job="services"}') },
  }),
  curve("Logins by outcome", "reqps", { queries: { "{{outcome}}": rateBy("outcome", "logins_total") } }),
  curve("Cache", "reqps", {
    description: "bypass: Redis could not be asked.",
    queries: { "{{result}}": rateBy("result", "airtable_cache_total") },
  }),
];

const processes: readonly Shown[] = [
  curve("Restarts within the hour", "none", {
    description: "How often each service's process was started again.",
    queries: { "{{service}}": 'changes(process_start_time_seconds{job="services"}[1h])' },
  }),
  curve("Event loop lag, 99th percentile", "s", {
    description: "How long a service's process is busy with something else.",
    queries: { "{{service}}": 'nodejs_eventloop_lag_p99_seconds{job="services"}' },
  }),
  curve("Chat tool calls", "reqps", {
    queries: { calls: "sum(rate(chat_tool_calls_total[$__rate_interval])) or vector(0)" },
  }),
];

const verifier: readonly Shown[] = [
  curve("Verifier: pass rate", "percentunit", {
    description: "What npm run verify -- --metrics-file wrote; the goal is 80%.",
    width: 16,
    max: 1,
    queries: { "{{runtime}}": "verifier_pass_rate_ratio" },
    line: { at: 0.8, below: "red", above: "green" },
  }),
  curve("Verifier: criteria by outcome", "none", { queries: { "{{outcome}}": "verifier_criteria" } }),
];

export const shown: readonly Shown[] = [...now, ...requests, ...processes, ...verifier];
