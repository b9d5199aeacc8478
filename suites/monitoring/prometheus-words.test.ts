// Holds that a Prometheus that does not come up is told in one sentence, by the tree's own files.
import { expect, test } from "vitest";
import { whyPrometheusIsDown } from "./prometheus-words.ts";

const rules = "groups:\n  - name: alerts\n    rules:\n      - alert: ServiceDown\n        expr: up === 0\n";
const start = 'ts=2026 caller=main.go:500 level=info msg="Starting Prometheus"';
const summed =
  'ts=2026 caller=main.go:1127 level=error err="error loading config from \\"/tmp/x/prometheus.yml\\": one or more errors occurred while applying the new configuration (--config.file=\\"/tmp/x/prometheus.yml\\")"';

test("When a rule does not parse, then the sentence names it, and its line in the tree", () => {
  const log = [
    start,
    'ts=2026 caller=manager.go:1015 level=error component="rule manager" msg="loading groups failed" err="/tmp/x/rules.yml: 34:15: group \\"alerts\\", rule 1, \\"ServiceDown\\": could not parse expression: 1:22: parse error: unexpected \\"=\\""',
    'ts=2026 caller=main.go:1218 level=error msg="Failed to apply configuration" err="error loading rules, previous rule set restored"',
    summed,
  ];
  const failure = whyPrometheusIsDown({ status: "restarting", log, rules });
  expect(failure.message).toBe(
    'Prometheus did not come up: monitoring/rules.yml: group "alerts", rule 1, "ServiceDown": could not parse expression: 1:22: parse error: unexpected "="',
  );
  expect(failure.diagnosis).toMatchObject({ file: "monitoring/rules.yml", line: 4 });
});

test("When its configuration does not parse, then the sentence names that, on one line", () => {
  const log = [
    'ts=2026 level=error msg="Error loading config (--config.file=/tmp/x/prometheus.yml)" err="parsing YAML file /tmp/x/prometheus.yml: yaml: unmarshal errors:\\n  line 14: field jobname not found"',
  ];
  const failure = whyPrometheusIsDown({ status: "restarting", log, rules });
  expect(failure.message).toBe(
    "Prometheus did not come up: parsing YAML file monitoring/prometheus.yml: yaml: unmarshal errors: line 14: field jobname not found",
  );
  expect(failure.diagnosis).toMatchObject({ file: "monitoring/prometheus.yml" });
});

test.each([
  ["another program", ["cannot start: no such luck"], "cannot start: no such luck"],
  ["nothing at all", [], "nothing"],
])("When it is %s that speaks, then its last words are told", (_, log, words) => {
  expect(whyPrometheusIsDown({ status: "restarting", log, rules }).message).toBe(
    `Prometheus did not come up: it is restarting, and said last: ${words}`,
  );
});
