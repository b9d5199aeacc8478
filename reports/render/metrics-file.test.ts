// Holds what a textfile collector is given.
import { expect, test } from "vitest";
import { renderMetrics } from "./metrics-file.ts";
import { sampleFile } from "./sample-file.ts";

test("When a run is whole, then its rate, its outcomes and its time are told, each with help and type", () => {
  const text = renderMetrics(sampleFile({ "ports.unique": "twice" }));
  expect(text).toContain('verifier_pass_rate_ratio{runtime="embedded"} 0.');
  expect(text).toContain('verifier_criteria{runtime="embedded",outcome="failed"} 1\n');
  expect(text).toContain('verifier_green{runtime="embedded"} 0\n');
  expect(text).toContain('verifier_run_duration_seconds{runtime="embedded"} 42.14\n');
  const names = new Set(text.match(/^verifier_\w+(?=\{)/gm));
  for (const name of names) expect(text).toContain(`# HELP ${name} `);
  expect(text.match(/^# TYPE /gm)).toHaveLength(names.size);
});

test("When a run is partial, then it has no pass rate of the whole", () => {
  const text = renderMetrics(sampleFile({}, new Set(["ports.unique"])));
  expect(text).not.toContain("verifier_pass_rate_ratio{");
  expect(text).toContain('verifier_pass_rate_of_verified_ratio{runtime="embedded"} 1\n');
});
