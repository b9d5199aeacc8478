// Renders a run's numbers for a textfile collector, so that Prometheus and Grafana show their trend.
import type { ResultFile } from "../result-types.ts";

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

const ratio = (part: { readonly passed: number; readonly of: number } | null) =>
  part && part.of > 0 ? [{ value: part.passed / part.of }] : [];

function metricsOf({ run, totals, pass_rate: rate, green, suites }: ResultFile): readonly Metric[] {
  const outcomes = Object.entries(totals).filter(([outcome]) => outcome !== "criteria");
  return [
    // A partial run has no pass rate of the whole, and then there is no series.
    { name: "verifier_pass_rate_ratio", help: "Passed of all criteria", samples: ratio(rate.strict) },
    {
      name: "verifier_pass_rate_of_verified_ratio",
      help: "Passed of those that were judged",
      samples: ratio(rate.of_verified),
    },
    {
      name: "verifier_criteria",
      help: "Criteria by outcome",
      samples: outcomes.map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
    {
      name: "verifier_suite_passed",
      help: "Criteria that passed, by suite",
      samples: suites.map(({ suite, passed }) => ({ labels: { suite }, value: passed })),
    },
    {
      name: "verifier_run_duration_seconds",
      help: "From the start of the run to its verdict",
      samples: [{ value: run.duration_ms / 1000 }],
    },
    {
      name: "verifier_run_timestamp_seconds",
      help: "When the run began, since 1970",
      samples: [{ value: Date.parse(run.started_at) / 1000 }],
    },
    { name: "verifier_green", help: "1 when everything judged passed", samples: [{ value: green ? 1 : 0 }] },
  ];
}

/** Every sample has the run's runtime as a label; the commit is none, or each would be a series of its own. */
export function renderMetrics(file: ResultFile): string {
  const lines = metricsOf(file).flatMap(({ name, help, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(({ labels = {}, value }) => {
      const pairs = Object.entries({ runtime: file.run.runtime, ...labels });
      return `${name}{${pairs.map(([key, text]) => `${key}="${escaped(text)}"`).join(",")}} ${value}`;
    }),
  ]);
  return `${lines.join("\n")}\n`;
}
