// Writes the folder that Allure makes its report of: one result for each criterion of the catalogue, and the contracts.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringifyEnvInfo } from "allure-js-commons/sdk/reporter";
import type { TestResult } from "allure-js-commons";
import { readLogs } from "../logs-during.ts";
import { redactReport } from "../redact-report.ts";
import type { ResultFile, RunInfo } from "../result-types.ts";
import type { PartRecord } from "../write-parts.ts";
import type { Contracts } from "../side-results.ts";
import { allureContracts } from "./allure-contracts.ts";
import { allureResult } from "./allure-result.ts";

export interface AllureInput {
  readonly file: ResultFile;
  readonly parts: readonly PartRecord[];
  /** What allure-vitest saw; empty where the results are read from a file. */
  readonly live: readonly TestResult[];
  /** The verdicts of the contracts between services, where they were verified beside the run. */
  readonly contracts?: Contracts | undefined;
  readonly documentation: (suite: string) => string;
  /** Replaced wherever they turn up. */
  readonly secrets: readonly string[];
}

/** Whatever the folder held before is gone: a result that stays would be counted again. */
export function writeAllureResults(folder: string, input: AllureInput): void {
  const { documentation, secrets } = input;
  // Before anything is made of it: in a curl command, what was redacted has become a variable.
  const { file, parts, live } = redactReport(
    { file: input.file, parts: input.parts, live: input.live },
    secrets,
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Not by Allure's own writer: that waits for the disk after each of several hundred files.
  const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  const writeResult = (result: TestResult) => write(`${result.uuid}-result.json`, JSON.stringify(result));
  const context = {
    runStartedAt: Date.parse(file.run.started_at),
    logs: readLogs(parts),
    live: new Map(live.map((result) => [result.name ?? "", result])),
    documentation,
  };
  for (const record of file.criteria) {
    const { result, attachments } = allureResult(record, context);
    writeResult(result);
    for (const { source, text } of attachments) write(source, text);
  }
  // Those of another commit say nothing of this run.
  const contracts = input.contracts?.commit === file.run.commit ? input.contracts : undefined;
  for (const result of contracts ? allureContracts(contracts, context.runStartedAt) : [])
    writeResult(redactReport(result, secrets));
  write("environment.properties", stringifyEnvInfo(environmentOf(file)));
  if (file.faults.length > 0) {
    const timestamp = context.runStartedAt + file.run.duration_ms;
    const errors = file.faults.map((message) => ({ message, timestamp }));
    write("verifier-globals.json", JSON.stringify({ attachments: [], errors }));
  }
}

function environmentOf({ run, runs, pass_rate }: ResultFile): Record<string, string> {
  const { strict, of_verified } = pass_rate;
  return {
    Runtime: run.runtime,
    Commit: `${run.commit ?? "none"}${run.dirty ? " with changes" : ""}`,
    "Pass rate":
      strict === null ? "none: a partial run" : `${strict.passed} of ${strict.of}, ${strict.percent}%`,
    "Of verified": `${of_verified.passed} of ${of_verified.of}`,
    Started: run.started_at,
    ...Object.fromEntries(
      Object.entries(versionsOf(run)).map(([name, version]) => [`Version of ${name}`, version]),
    ),
    ...(runs.length > 1 ? { "Merged of": runs.map(({ runtime, id }) => `${runtime} ${id}`).join(", ") } : {}),
  };
}

const versionsOf = ({ versions }: RunInfo) => versions ?? {};
