// One result file with something of everything, for the tests of the renderers.
import { criteriaOf } from "../../suites/catalogue.ts";
import { buildResultFile } from "../result-file.ts";
import type { ResultFile } from "../result-types.ts";
import { sampleResult, sampleRun } from "../sample.ts";
import { settle } from "../settle.ts";
import type { RunScope } from "../unjudged.ts";

const criteria = criteriaOf({ services: ["airtable-gateway", "platform-services"], datastores: ["redis"] });
const capabilities = ["secrets", "datastores", "clients", "logs", "kill", "pause", "exec", "script-airtable"];

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
