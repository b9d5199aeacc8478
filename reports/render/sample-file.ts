// One result file with something of everything, for the tests of the renderers.
import { criteriaOf } from "../../suites/catalogue.ts";
import type { Check } from "../../suites/check.ts";
import { buildResultFile } from "../result-file.ts";
import type { ResultFile } from "../result-types.ts";
import { sampleResult, sampleRun } from "../sample.ts";
import { settle } from "../settle.ts";
import type { RunScope } from "../unjudged.ts";

// A few checks of the real catalogue, so that it can grow without changing the numbers here: 27 criteria.
const chosen = new Set([
  "ports.mapping",
  "ports.unique",
  "health.endpoint",
  "health.container",
  "auth.register",
  "auth.login-email",
  "workflow.register-login-query",
  "workflow.gateway",
  "workflow.response-time",
  "headers.required",
  "rate-limits.login",
  "rate-limits.shared",
  "chaos.restart",
  "chaos.restart-policy",
  "secrets.clean",
  "monitoring.metrics",
  "monitoring.targets",
  "delivery.workflows",
  "delivery.local",
]);
const criteria = criteriaOf({ services: ["airtable-gateway", "platform-services"], datastores: ["redis"] })
  .filter(({ check }) => chosen.has(check.id))
  .map(({ check, ...rest }) => ({ ...rest, check: { ...check, built: isBuilt(check) } }));
const capabilities = ["secrets", "datastores", "clients", "logs", "kill", "pause", "exec", "script-airtable"];

function isBuilt({ id, capabilities: needed }: Check): boolean {
  return !id.startsWith("monitoring.") && !needed.includes("engine");
}

const diagnosis = {
  summary: "airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002",
  file: "compose.test.yml",
  line: 41,
  cure: 'make it "7002:8002"',
};

/** Everything that can be judged passed, but for `failures`: reasons by criterion id. */
export function sampleFile(
  failures: Readonly<Record<string, string>>,
  selected: RunScope["selected"] = "all",
): ResultFile {
  const raw = criteria
    .filter(({ id, check }) => check.built && (selected === "all" || selected.has(id)))
    .map(({ id }) => {
      const reason = failures[id];
      if (reason === undefined) return sampleResult(id, "passed");
      return sampleResult(id, "failed", id.startsWith("ports.mapping") ? { reason, diagnosis } : { reason });
    });
  const results = settle(criteria, raw, { runtime: "embedded", capabilities, selected });
  return buildResultFile({ criteria, results, run: sampleRun });
}
