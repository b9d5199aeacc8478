// The checks of the suite "monitoring": metrics, a Prometheus that scrapes them, an alert and a dashboard.
import { declareChecks } from "../declare-checks.ts";

const perService = {
  sections: [6],
  scope: "service",
  needs: ["monitoring.metrics/{service}"],
  // Alone, so that nobody else's requests move what is read; and after the others, whose ids no label may have kept.
  phase: "limits",
} as const;
const system = { sections: [6] } as const;

export const monitoring = declareChecks("monitoring", {
  metrics: {
    title: "/metrics is valid exposition with help and type",
    failureTitle: "/metrics is missing, or no valid exposition",
    description: 'Plan §6: "all services export basic Prometheus metrics" at `/metrics`.',
    ...perService,
    phase: "side-by-side",
    needs: ["health.endpoint/{service}"],
  },
  requests: {
    title: "N requests move `request_count` by exactly N",
    failureTitle: "`request_count` does not move by the number of requests",
    description:
      "Plan §6: `curl http://localhost:7007/metrics | grep request_count`. A counter that is there but does not count is worse than none.",
    ...perService,
  },
  errors: {
    title: "The error counter moves with errors",
    failureTitle: "The error counter does not move with errors",
    description: 'Plan §6 A: "request count, error rate, response time". The alert is computed from it.',
    ...perService,
  },
  latency: {
    title: "The latency histogram moves with requests",
    failureTitle: "The latency histogram does not move with requests",
    description: 'Plan §6 A: "response time". Prometheus naming: seconds, with buckets.',
    ...perService,
  },
  airtable: {
    title: "`airtable_requests_total` counts calls to Airtable by outcome",
    failureTitle: "`airtable_requests_total` does not count calls to Airtable by outcome",
    description: "Plan §6: `curl http://localhost:7002/metrics | grep airtable_requests_total`.",
    ...system,
    phase: "limits",
    needs: ["monitoring.metrics/airtable-gateway"],
  },
  cardinality: {
    title: "Ids, e-mail addresses and raw paths are never labels",
    failureTitle: "An id, an e-mail address or a raw path is a label",
    description:
      "Prometheus practice: few labels, never an id. Each value is a series of its own, kept in memory; an address there is a leak.",
    ...perService,
  },
  targets: {
    title: "A real Prometheus scrapes every service",
    failureTitle: "A real Prometheus does not scrape every service",
    description:
      'Plan, task 2.2: "all services show in monitoring dashboard"; what is not scraped cannot show.',
    ...system,
    needs: ["monitoring.metrics"],
  },
  alert: {
    title: "The error-rate alert (over 5%) fires when it should and clears after",
    failureTitle: "The error-rate alert (over 5%) does not fire when it should, or does not clear",
    description:
      'Plan §6 B: "simple threshold-based alerts (error rate > 5%)", "alerts fire when error rate exceeds threshold".',
    ...system,
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["monitoring.targets"],
  },
  dashboard: {
    title: "Every panel's query returns data for every service that it should show",
    failureTitle: "A panel's query returns no data for a service that it should show",
    description:
      'Plan §6 B: "service status, error rates, response times". A panel over a metric that nobody exports is a picture of nothing.',
    ...system,
    phase: "limits",
    needs: ["monitoring.targets"],
  },
  grafana: {
    title: "Grafana on 3003 serves the dashboard pyairtable-basic",
    failureTitle: "Grafana on 3003 does not serve the dashboard pyairtable-basic",
    description:
      "Plan §6: `curl -s http://localhost:3003/api/dashboards/db/pyairtable-basic | grep title`; Grafana 8 removed that path, `/api/dashboards/uid/pyairtable-basic` answers the same question.",
    ...system,
    capabilities: ["engine"],
  },
});
