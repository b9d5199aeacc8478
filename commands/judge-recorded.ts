// Judges while allure-vitest watches, where an Allure report is wanted.
import path from "node:path";
import { allureNames } from "../reports/allure/allure-names.ts";
import { judge, type JudgeOptions } from "./judge.ts";
import type { Judged } from "./collect-results.ts";

export interface Recording {
  /** The folder of the reports; undefined where nobody wants Allure's. */
  readonly out: string | undefined;
  readonly secrets: readonly string[];
}

export async function judgeRecorded(options: JudgeOptions, { out, secrets }: Recording): Promise<Judged> {
  if (out === undefined) return await judge(options);
  // Loaded only here: a run without the report need not pay for it.
  const { createAllureRecorder } = await import("./allure-recorder.ts");
  const recorder = createAllureRecorder(path.join(out, allureNames.results), secrets);
  const judged = await judge({ ...options, reporters: [recorder.reporter] });
  return { ...judged, live: recorder.results };
}
