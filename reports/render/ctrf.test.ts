import { validate } from "ctrf";
import { expect, test } from "vitest";
import { renderCtrf } from "./ctrf.ts";
import { sampleFile } from "./sample-file.ts";

test("When a run is written as CTRF, then it is valid, and each criterion is in it with its own outcome", () => {
  const file = sampleFile({ "ports.mapping/airtable-gateway": "no answer" });
  const text = renderCtrf(file);
  const report = JSON.parse(text) as { results: { summary: object; tests: readonly { name: string }[] } };

  expect(validate(report)).toMatchObject({ valid: true });
  expect(report.results.summary).toMatchObject({ tests: 27, passed: 15, failed: 1, skipped: 8, pending: 3 });
  expect(report.results.tests.map(({ name }) => name)).toEqual(file.criteria.map(({ id }) => id));
  expect(report.results.tests[0]).toMatchObject({
    name: "ports.mapping/airtable-gateway",
    status: "failed",
    rawStatus: "failed",
    suite: ["ports", "ports.mapping"],
    message: "airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002",
    filePath: "compose.test.yml",
    line: 41,
    extra: { cure: 'make it "7002:8002"' },
  });
  expect(renderCtrf(file)).toBe(text);
});
